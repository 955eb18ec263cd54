"""What visitors type. A form checks the shape, keeps what was typed and says kindly what is wrong.

Errors name no 'you', so that they read the same to carers and to young carers.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from naober.carers.enums import (
    REQUIRED_PURPOSES,
    Channel,
    Condition,
    Hours,
    Purpose,
    ReachTime,
    Relation,
    Since,
    Wish,
)
from naober.carers.queries import fits_entrance
from naober.directory.enums import ReportReason
from naober.organisations.queries import support_point, support_points
from naober.shared import clock
from naober.shared.care import asked_of_young
from naober.shared.fields import (
    BirthYearField,
    LineField,
    NameField,
    PhoneField,
    PostcodeField,
    TextField,
    Words,
    at_most,
    no_bsn,
)
from naober.shared.form_rendering import NLDSBoundField
from naober.sites import kept
from naober.sites.public.places import place_at


def _choose(label: Words, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(value, capfirst(words)) for value, words in choices],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the answers.")},
        **more,
    )


class SearchForm(forms.Form):
    """What somebody looks for, in their own words, and where. For filters see `filters`."""

    q = LineField("", 200, required=False)
    postcode = PostcodeField(required=False)


class ReportForm(forms.Form):
    """What is wrong with a card; of who says it nothing is asked."""

    reason = _choose(gettext_lazy("What is not right?"), ReportReason.choices)
    note = TextField(
        label=gettext_lazy("What should it be?"),
        help_text=gettext_lazy("Leave out names and your own story."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        validators=[at_most(300), no_bsn],
    )


class PackForm(forms.Form):
    """One change of what somebody keeps: a card more, up, down or off, or nothing any more."""

    keep = forms.SlugField(max_length=80, required=False)
    up = forms.SlugField(max_length=80, required=False)
    down = forms.SlugField(max_length=80, required=False)
    off = forms.SlugField(max_length=80, required=False)
    empty = forms.BooleanField(required=False)

    def changed(self, chosen: list[str]) -> list[str]:
        """Return the keys after this change; the same where nothing was asked."""
        asked = self.cleaned_data
        if asked["empty"]:
            return []
        if asked["keep"]:
            return kept.with_one(chosen, asked["keep"])
        if asked["off"]:
            return [one for one in chosen if one != asked["off"]]
        if asked["up"]:
            return kept.moved(chosen, asked["up"], by=-1)
        return kept.moved(chosen, asked["down"], by=1)


class PlaceForm(forms.Form):
    """Only where somebody is."""

    postcode = PostcodeField(required=False)


class StepForm(forms.Form):
    """One step of a registration; `young` chooses the words for a young carer."""

    FOR_YOUNG: ClassVar[Mapping[str, Words]] = {}
    other_entrance: Words = ""
    """What to press for who came in by the wrong one of the entrances; empty where it fits."""

    def __init__(self, *args: Any, young: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.young = young
        if young:
            for name, label in self.FOR_YOUNG.items():
                self.fields[name].label = label


def _tick(label: Words, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class CareForm(StepForm):
    """For whom, since when, how much, and what is the matter."""

    relation = _choose(gettext_lazy("For whom do you care?"), Relation.choices)
    since = _choose(gettext_lazy("How long have you been caring?"), Since.choices)
    hours = _choose(gettext_lazy("How many hours a week do you care?"), Hours.choices)
    conditions = _tick(gettext_lazy("What is the matter?"), Condition.choices)

    FOR_YOUNG = {
        "relation": pgettext_lazy("young", "For whom do you care?"),
        "since": pgettext_lazy("young", "How long have you been caring?"),
        "hours": pgettext_lazy("young", "How many hours a week do you care?"),
    }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.young:
            relation: Any = self.fields["relation"]
            said = {self["relation"].value()}
            relation.choices = asked_of_young(relation.choices, said=said)


class HelpForm(StepForm):
    """What would help, and room for what no list knows."""

    wishes = _tick(gettext_lazy("What would help you?"), Wish.choices)
    note = TextField(
        label=gettext_lazy("Would you like to tell us more?"),
        help_text=gettext_lazy("A few sentences are enough. Leave out names and numbers."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        validators=[at_most(500), no_bsn],
    )

    FOR_YOUNG = {
        "wishes": pgettext_lazy("young", "What would help you?"),
        "note": pgettext_lazy("young", "Would you like to tell us more?"),
    }


class ContactForm(StepForm):
    """Who somebody is and how to reach them: by mail, telephone or letter, whichever they like."""

    first_name = NameField(gettext_lazy("First name"), 60, autocomplete="given-name")
    last_name = NameField(gettext_lazy("Last name"), 80, autocomplete="family-name")
    birth_year = BirthYearField()
    postcode = PostcodeField(
        label=gettext_lazy("Postcode of your own home"),
        help_text=gettext_lazy("With it we find the support point near you."),
        error_messages={
            "required": gettext_lazy("Write a postcode, or choose a municipality below.")
        },
    )
    municipality = forms.ChoiceField(
        label=gettext_lazy("No postcode in Drenthe? Choose the municipality where you care."),
        required=False,
    )
    channel = _choose(gettext_lazy("How would you like to be reached?"), Channel.choices)
    phone = PhoneField(required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = NameField(
        gettext_lazy("Street and house number, for a letter"),
        120,
        autocomplete="street-address",
        required=False,
    )
    place = NameField(
        gettext_lazy("Town or village, for a letter"),
        60,
        autocomplete="address-level2",
        required=False,
    )
    reach_time = _choose(
        gettext_lazy("When is a good time?"), ReachTime.choices, initial=ReachTime.ANY
    )

    FOR_YOUNG = {
        "postcode": pgettext_lazy("young", "Postcode of your own home"),
        "municipality": pgettext_lazy(
            "young", "No postcode in Drenthe? Choose the municipality where you care."
        ),
        "channel": pgettext_lazy("young", "How would you like to be reached?"),
    }
    NEEDED: ClassVar[Mapping[str, tuple[str, ...]]] = {
        Channel.EMAIL: ("email",),
        Channel.PHONE: ("phone",),
        Channel.LETTER: ("address", "place"),
    }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        municipalities = [
            (point.municipality_id, point.municipality.name)
            for point in support_points()
            if point.municipality is not None
        ]
        self.fields["municipality"].choices = [("", "—"), *municipalities]  # type: ignore[attr-defined]
        self.fields["postcode"].required = not self.data.get("municipality")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.NEEDED.get(data.get("channel", ""), ()):
            if not data.get(name) and name not in self.errors:
                self.fields[name].required = True
                self.add_error(name, _("This is needed for the way you chose."))
        if "postcode" not in self.errors:
            self._find_support_point(data)
        if not fits_entrance(data.get("birth_year"), young=self.young, on=clock.today()):
            self._offer_other_entrance()
        return data

    def _offer_other_entrance(self) -> None:
        below = {"young_below": settings.NAOBER_YOUNG_CARER_BELOW}
        if self.young:
            self.other_entrance = _("I am %(young_below)s or older") % below
            who = _("This year is of somebody who is %(young_below)s or older.") % below
        else:
            self.other_entrance = _("I am younger than %(young_below)s") % below
            who = _("This year is of somebody younger than %(young_below)s.") % below
        right = _("Is it right? Then press “%(button)s” below. Is it not? Change the year.")
        self.add_error("birth_year", f"{who} {right % {'button': self.other_entrance}}")

    def _find_support_point(self, data: dict[str, Any]) -> None:
        """Put in `support_point` who takes the registration in: that of the chosen municipality."""
        chosen = {
            point.municipality_id: point for point in support_points() if point.municipality_id
        }
        place = place_at(data.get("postcode", ""))
        here = place.postcode.municipality if place else None
        point = chosen.get(data.get("municipality", "")) or support_point(here)
        if point is not None:
            data["support_point"] = point
        else:
            self.add_error("municipality", _("This postcode is not in Drenthe. Choose from here."))


class ConsentBoundField(NLDSBoundField):
    """A consent, drawn by naober/consent.html: its first answer has the id `<name>-yes`."""

    @property
    def focus_id(self) -> str:
        return f"{self.html_name}-yes"


class ConsentField(forms.ChoiceField):
    """Yes or no to one purpose. Saying nothing is no, but where nothing can be done without."""

    bound_field_class = ConsentBoundField

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(
            label=purpose.label,
            choices=[("yes", "yes"), ("no", "no")],
            widget=forms.RadioSelect,
            required=purpose in REQUIRED_PURPOSES,
            error_messages={"required": gettext_lazy("Choose yes or no.")},
        )


class ConsentForm(StepForm):
    """What may be done with the data, purpose by purpose, and whether the check comes along."""

    bring = forms.BooleanField(
        label=gettext_lazy("Send the answers of my check along"), required=False
    )

    def __init__(self, *args: Any, has_check: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        for purpose in Purpose:
            self.fields[purpose.value] = ConsentField(purpose)
        if not has_check:
            del self.fields["bring"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("bring") and data.get(Purpose.CHECKUPS) != "yes":
            self.add_error(
                Purpose.CHECKUPS,
                _("Without this consent the check stays here. Say yes, or take the tick away."),
            )
        return data

    @property
    def purposes(self) -> frozenset[Purpose]:
        """The purposes that got a yes."""
        return frozenset(one for one in Purpose if self.cleaned_data.get(one.value) == "yes")
