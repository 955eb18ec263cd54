"""What editors fill in to change many cards at once: what becomes different, and how."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from naober.directory import queries
from naober.directory.enums import Daypart, How, Interval, Payer, Scope
from naober.organisations.queries import municipalities
from naober.shared import clock
from naober.shared.care import Condition
from naober.shared.fields import DayField
from naober.sites.card_forms import FILL_IN, CloseForm, phone_of_card
from naober.sites.card_labels import kinds_by_code, label_of
from naober.sites.card_page import RELATIONS

CHANGES: Final = {
    "confirm": gettext_lazy("Say that they are still right"),
    "close": gettext_lazy("Close them for a while"),
    "reopen": gettext_lazy("Say that they are open again"),
    "off": gettext_lazy("Take them off the map"),
    "visible_until": gettext_lazy("Until when they are on the map"),
    "kinds": gettext_lazy("Which kinds of help they are"),
    "dayparts": gettext_lazy("When it is there"),
    "payers": gettext_lazy("Who pays"),
    "conditions": gettext_lazy("What is the matter with who is cared for"),
    "relations": gettext_lazy("For who cares for whom"),
    "for_young_carers": gettext_lazy("Whether they are for young carers"),
    "scope": gettext_lazy("How far they reach"),
    "municipalities": gettext_lazy("In which municipalities"),
    "phone": gettext_lazy("Telephone number"),
    "email": gettext_lazy("E-mail address"),
    "website": gettext_lazy("Website"),
    "interval_months": gettext_lazy("How often we ask whether they are right"),
}
"""What may be changed on many cards at once; texts about one help are not."""
_MAY_BE_EMPTY: Final = frozenset({"visible_until"})
_LISTS: Final[Mapping[str, Callable[[], Any]]] = {
    "kinds": lambda: sorted(kinds_by_code().items(), key=lambda one: one[1].casefold()),
    "dayparts": lambda: Daypart.choices,
    "payers": lambda: Payer.choices,
    "conditions": lambda: Condition.choices,
    "relations": lambda: [*RELATIONS.items()],
    "municipalities": lambda: [(one.code, one.name) for one in municipalities()],
}


class ValueForm(forms.Form):
    """What the part becomes; for what has no value, nothing is asked."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, what: str, **more: Any) -> None:
        super().__init__(data, **more)
        self._what = what
        if what in _LISTS:
            self._ask_list(what)
        elif what in _FIELDS:
            field = self.fields["value"] = _FIELDS[what]()
            field.label = field.label or label_of(what)
            field.required = what not in _MAY_BE_EMPTY
            field.error_messages = field.error_messages | FILL_IN

    def change(self) -> queries.BulkChange:
        """Return the change. For a valid form only."""
        how = How(self.cleaned_data.get("how", How.REPLACE))
        return queries.BulkChange(self._what, self._value(), how)

    def _value(self) -> Any:
        value = self.cleaned_data.get("value")
        if self._what == "for_young_carers":
            return value == "yes"
        if self._what == "interval_months":
            return int(value or 0) or None
        return value.isoformat() if self._what == "visible_until" and value else value

    def _ask_list(self, what: str) -> None:
        self.fields["value"] = forms.MultipleChoiceField(
            label=label_of(what),
            choices=_LISTS[what](),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": gettext_lazy("Choose at least one.")},
        )
        self.fields["how"] = forms.ChoiceField(
            label=gettext_lazy("What becomes of what is on the cards now?"),
            choices=How.choices,
            widget=forms.RadioSelect,
            initial=How.ADD,
        )


class CloseManyForm(CloseForm):
    """From and until when many cards are closed."""

    def __init__(self, data: Any = None, *, what: str, **more: Any) -> None:  # noqa: ARG002
        super().__init__(data, initial={"first": clock.today()}, **more)

    def clean(self) -> dict[str, Any]:
        """Refuse days that cannot be, once for all cards."""
        given = super().clean() or self.cleaned_data
        if "first" in given and "last" in given:
            reason = queries.refusal_to_close(given["first"], given["last"], today=clock.today())
            if reason:
                self.add_error("last", reason)
        return given

    def change(self) -> queries.BulkChange:
        """Return the change. For a valid form only."""
        given = self.cleaned_data
        return queries.BulkChange("close", (given["first"], given["last"], given["why"]))


def _choice(choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)


def _young() -> forms.ChoiceField:
    return _choice([("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))])


def _interval() -> forms.ChoiceField:
    usual = ("0", gettext_lazy("As the municipality or the region says"))
    return _choice([usual, *Interval.choices])


def _until() -> DayField:
    help_text = gettext_lazy("Leave it empty: they stay on the map until somebody takes them off.")
    return DayField(label=label_of("visible_until"), required=False, help_text=help_text)


_FIELDS: Final[Mapping[str, Any]] = {
    "visible_until": _until,
    "for_young_carers": _young,
    "scope": lambda: _choice(Scope.choices),
    "interval_months": _interval,
    "phone": phone_of_card,
    "email": lambda: forms.EmailField(required=False),
    "website": lambda: forms.URLField(max_length=300, required=False, assume_scheme="https"),
}


def form_for(what: str, data: Any = None) -> ValueForm | CloseManyForm:
    """Return the form of a change, filled in with what was sent."""
    form = CloseManyForm if what == "close" else ValueForm
    return form(data, what=what)


def asks_nothing(what: str) -> bool:
    """Return whether a change has nothing to fill in."""
    return what in {"confirm", "reopen", "off"}
