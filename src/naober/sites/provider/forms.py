"""What keepers of cards type. The long form is drawn in sections, each with its English apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.directory.enums import Daypart, Interval, Payer, PlaceKind, Room, Scope, Together
from naober.shared.care import Condition
from naober.shared.fields import DayField, LineField, TextField
from naober.sites.card_forms import FILL_IN, phone_of_card
from naober.sites.card_labels import Names, label_of
from naober.sites.card_page import RELATIONS
from naober.sites.provider import hours

Card = Mapping[str, Any]
_NEW_PLACE: Final = ("name", "address", "postcode", "place", "route_nl", "accessibility_nl")
_LENGTHS: Final = {"name": 150, "summary": 300, "more": 10_000}
_ROWS: Final = {"summary": 2, "more": 8, "audience": 3, "first_step": 2, "expect": 3, "cost": 2,
                "papers": 2}  # fmt: skip
_REQUIRED: Final = frozenset({"name_nl", "summary_nl", "first_step_nl"})


@dataclass(frozen=True)
class Section:
    """A part of the form: its fields, and those for the English text."""

    title: str
    fields: Sequence[BoundField]
    english: Sequence[BoundField] = ()
    about: str = ""


def _text(name: str) -> forms.CharField:
    """Return the field of a text; the name is one line, the others may be more."""
    part = name.removesuffix("_nl").removesuffix("_en")
    rows = _ROWS.get(part)
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return TextField(
        max_length=_LENGTHS.get(part, 500),
        required=name in _REQUIRED,
        widget=widget,
        error_messages=FILL_IN,
    )


def _one_of(choices: Sequence[tuple[Any, Any]], *, required: bool = False) -> forms.ChoiceField:
    empty = [] if required else [("", gettext_lazy("Not said"))]
    return forms.ChoiceField(choices=[*empty, *choices], required=required)


def _some_of(choices: Sequence[tuple[Any, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _age() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=0, max_value=120)


class CardForm(forms.Form):
    """A whole card. `card` is the card as it is shown now, by the names of its parts."""

    use_required_attribute = False  # a browser would draw an empty field as wrong from the start

    name_nl, summary_nl, more_nl = _text("name_nl"), _text("summary_nl"), _text("more_nl")
    name_en, summary_en, more_en = _text("name_en"), _text("summary_en"), _text("more_en")
    kind = forms.ChoiceField(error_messages=FILL_IN)
    audience_nl, audience_en = _text("audience_nl"), _text("audience_en")
    age_from, age_to = _age(), _age()
    conditions = _some_of(Condition.choices)
    relations = _some_of([*RELATIONS.items()])
    together = _one_of(Together.choices)
    for_young_carers = forms.BooleanField(required=False)
    dayparts = _some_of(Daypart.choices)
    scope = _one_of(Scope.choices, required=True)
    municipalities = _some_of([])
    place_kind = _one_of(PlaceKind.choices)
    locations = _some_of([])
    cost_nl, cost_en = _text("cost_nl"), _text("cost_en")
    payers = _some_of(Payer.choices)
    papers_nl, papers_en = _text("papers_nl"), _text("papers_en")
    first_step_nl, first_step_en = _text("first_step_nl"), _text("first_step_en")
    expect_nl, expect_en = _text("expect_nl"), _text("expect_en")
    contact_name = LineField("", 80, required=False)
    phone = phone_of_card()
    email = forms.EmailField(required=False)
    website = forms.URLField(max_length=300, required=False, assume_scheme="https")
    visible_from = DayField(label="", required=False)
    visible_until = DayField(label="", required=False)
    successor = forms.ChoiceField(required=False)
    interval_months = _one_of(Interval.choices)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        card: Card,
        names: Names,
        seen: int,
        others: Sequence[tuple[str, str]] = (),
        sets_interval: bool = False,
    ) -> None:
        """Make the form; `others` are the cards (key, name) that may come in the place of this."""
        self._card = card
        super().__init__(data, initial={**_initial(card), "seen": seen})
        self._choose("kind", [("", _("Choose")), *_sorted(names.kinds)])
        self._choose("municipalities", _sorted(names.municipalities))
        self._choose("locations", _sorted(names.locations))
        self._choose("successor", [("", _("Nothing, it is still there")), *others])
        if not sets_interval:
            del self.fields["interval_months"]
        self._add_hours()
        self._add_new_place()
        for name, field in self.fields.items():
            field.label = field.label or _label(name)

    def sections(self) -> Iterator[Section]:
        """Return the form in the order in which one thinks of it."""
        yield self._section(_("What"), "name", "summary", "kind", "more")
        yield self._section(
            _("For whom"), "audience", "age_from", "age_to", "conditions", "relations",
            "for_young_carers",
        )  # fmt: skip
        days = [f"hours_{day}" for day in hours.DAYS if f"hours_{day}" in self.fields]
        yield self._section(
            _("When"), "dayparts", *days, "together",
            about=_("Leave a day empty when it is closed. Several times: put a comma between.")
            if days
            else _("The hours differ for each place. Call the editors to change them."),
        )  # fmt: skip
        new = [f"new_{name}" for name in _NEW_PLACE]
        yield self._section(
            _("Where"), "place_kind", "locations", *new, "scope", "municipalities",
        )  # fmt: skip
        yield self._section(_("Cost"), "cost", "payers")
        yield self._section(_("Papers"), "papers")
        yield self._section(
            _("Contact"), "first_step", "expect", "contact_name", "phone", "email", "website"
        )
        yield self._section(
            _("On the map"), "visible_from", "visible_until", "successor", "interval_months"
        )

    def card(self) -> dict[str, Any]:
        """Return the card as it was typed. For a valid form only."""
        given = self.cleaned_data
        card = {name: given[name] for name in given if name in _PLAIN}
        if "interval_months" in given:
            card["interval_months"] = int(given["interval_months"] or 0) or None
        kinds = [one for one in self._card.get("kinds", []) if one != given["kind"]]
        card["kinds"] = [given["kind"], *kinds] if self._kind_changed() else self._card["kinds"]
        card["municipalities"] = sorted(given["municipalities"])
        card["locations"] = sorted(given["locations"]) + self._new_place()
        card["successor"] = given["successor"]
        if "hours_1" in self.fields:
            card["hours"] = sorted(one for day in hours.DAYS for one in given[f"hours_{day}"])
        return card

    def clean(self) -> dict[str, Any]:
        """Read the hours of each day."""
        given = super().clean() or self.cleaned_data
        before = self._card.get("hours", [])
        location = before[0][-1] if before and before[0][-1] in given.get("locations", []) else ""
        for day in hours.DAYS:
            name = f"hours_{day}"
            if given.get(name) == hours.line_of(before, day):
                given[name] = [one for one in before if one[0] == day]  # as it was
            elif isinstance(given.get(name), str):
                try:
                    given[name] = hours.read_line(
                        given[name], day, before=before, location=location
                    )
                except ValidationError as wrong:
                    self.add_error(name, wrong)
        if given.get("new_address") and not given.get("new_name"):
            self.add_error("new_name", FILL_IN["required"])
        return given

    def _kind_changed(self) -> bool:
        kinds = self._card.get("kinds") or [""]
        return bool(self.cleaned_data["kind"] != kinds[0])

    def _new_place(self) -> list[dict[str, str]]:
        given = {name: self.cleaned_data[f"new_{name}"] for name in _NEW_PLACE}
        return [given] if given["name"] else []

    def _section(self, title: str, *names: str, about: str = "") -> Section:
        here = [one for name in names for one in (name, f"{name}_nl") if one in self.fields]
        english = [f"{name}_en" for name in names if f"{name}_en" in self.fields]
        return Section(title, [self[one] for one in here], [self[one] for one in english], about)

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type only
        field.choices = choices

    def _add_hours(self) -> None:
        now = self._card.get("hours", [])
        if not hours.are_simple(now):
            return
        for day in hours.DAYS:
            field = TextField(required=False, max_length=200, label=_day(day))
            field.initial = hours.line_of(now, day)
            self.fields[f"hours_{day}"] = field

    def _add_new_place(self) -> None:
        places = [one for one in self._card.get("locations", []) if not isinstance(one, str)]
        now = places[0] if places else {}
        lengths = {"postcode": 10, "place": 60, "route_nl": 300, "accessibility_nl": 300}
        for name in _NEW_PLACE:
            field = TextField(required=False, max_length=lengths.get(name, 150))
            field.initial = now.get(name, "")
            self.fields[f"new_{name}"] = field


_PLAIN: Final = frozenset(CardForm.base_fields) - {
    "kind", "municipalities", "locations", "successor", "interval_months", "seen",
}  # fmt: skip


def _initial(card: Card) -> dict[str, Any]:
    kinds = card.get("kinds") or [""]
    places = [one for one in card.get("locations", []) if isinstance(one, str)]
    return {**card, "kind": kinds[0], "locations": places}


def _sorted(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda one: one[1])


def _day(day: int) -> str:
    return capfirst(str(WEEKDAYS[day - 1]))


def _label(name: str) -> str:
    apart = {
        "kind": gettext_lazy("What kind of help is it above all?"),
        "new_name": gettext_lazy("Another place: what is it called?"),
        "new_address": gettext_lazy("Street and number"),
        "new_postcode": gettext_lazy("Postcode"),
        "new_place": gettext_lazy("Town"),
        "new_route_nl": gettext_lazy("How does somebody get there?"),
        "new_accessibility_nl": gettext_lazy("Does somebody in a wheelchair get in?"),
    }
    if name == "seen":
        return ""
    return str(apart[name]) if name in apart else label_of(name)


class RoomForm(forms.Form):
    """Is there room now? One button says it all: free-2, wait-4, open, unknown; or a number."""

    say = forms.CharField(max_length=20)
    number = forms.IntegerField(required=False, label=gettext_lazy("Another number"))

    def clean_say(self) -> tuple[Room, int | None]:
        """Return what the button says; `free` and `wait` alone take the number that was typed."""
        room, _dash, number = str(self.cleaned_data["say"]).partition("-")
        if room not in Room.values or (number and not number.isdecimal()):
            raise ValidationError(_("Choose one of the buttons."))
        return Room(room), int(number) if number else None

    def clean(self) -> dict[str, Any]:
        """Ask for the number where a button needs one: nothing typed takes no number away."""
        data = super().clean() or {}
        room, number = data.get("say", ("", None))
        if room in {Room.FREE, Room.WAIT} and number is None:
            data["say"] = room, data.get("number")
            if data.get("number") is None and "number" not in self.errors:
                self.add_error("number", _("Fill in a number first."))
        return data

    def said(self) -> tuple[Room, int | None]:
        """Return the room and the number. For a valid form only."""
        said: tuple[Room, int | None] = self.cleaned_data["say"]
        return said


class RefuseForm(forms.Form):
    """Why a change is not approved."""

    use_required_attribute = False  # a browser would draw an empty field as wrong from the start

    reason = TextField(
        label=gettext_lazy("Why not? The organisation reads this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=FILL_IN,
    )
