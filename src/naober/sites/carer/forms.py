"""What a carer can change about themselves. Errors name no 'you', so that they fit every reader."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from naober.carers.enums import Channel, Condition, Hours, ReachTime, Relation, Since, Wish

POSTCODE: Final = re.compile(r"([1-9][0-9]{3})\s*([A-Z]{2})?")
PHONE: Final = RegexValidator(
    r"^\+?[0-9](?:[ ()./-]*[0-9]){8,14}\Z",
    gettext_lazy("This is not a telephone number. Write it like this: 088 000 00 00."),
)
NO_BSN: Final = RegexValidator(
    r"(?<![0-9])(?<![0-9][ .-])(?:[0-9][ .-]?){8}[0-9](?![ .-]?[0-9])",
    gettext_lazy(
        "This looks like a citizen service number (BSN). We never ask for it. Leave it out."
    ),
    inverse_match=True,
)
"""Exactly nine digits, perhaps in groups: what a citizen service number looks like."""

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


class SpokenForm(forms.Form):
    """A form that says "je" to a young carer where FOR_YOUNG has other words."""

    FOR_YOUNG: ClassVar[Mapping[str, "Words"]] = {}

    def __init__(self, *args: Any, tone: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        if tone:
            for name, label in self.FOR_YOUNG.items():
                self.fields[name].label = label


def _line(label: "Words", length: int, autocomplete: str, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        **more,
    )


def _choose(label: "Words", choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


def _tick(label: "Words", choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class DetailsForm(SpokenForm):
    """Name and ways to be reached."""

    first_name = _line(gettext_lazy("First name"), 60, "given-name", validators=[NO_BSN])
    last_name = _line(gettext_lazy("Last name"), 80, "family-name", validators=[NO_BSN])
    birth_year = forms.IntegerField(
        label=gettext_lazy("Year of birth"),
        required=False,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
        error_messages={"invalid": gettext_lazy("Write the year in four digits, such as 1961.")},
    )
    channel = _choose(gettext_lazy("How would you like to be reached?"), Channel.choices)
    reach_time = _choose(gettext_lazy("When is a good time?"), ReachTime.choices)
    phone = _line(gettext_lazy("Telephone number"), 20, "tel", required=False, validators=[PHONE])
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = _line(
        gettext_lazy("Street and house number, for a letter"),
        120,
        "street-address",
        required=False,
        validators=[NO_BSN],
    )
    postcode = _line(gettext_lazy("Postcode"), 10, "postal-code", required=False)
    place = _line(
        gettext_lazy("Town or village, for a letter"), 60, "address-level2", required=False
    )

    FOR_YOUNG = {"channel": pgettext_lazy("young", "How would you like to be reached?")}
    NEEDED: ClassVar[Mapping[str, tuple[str, ...]]] = {
        Channel.EMAIL: ("email",),
        Channel.PHONE: ("phone",),
        Channel.LETTER: ("address", "place"),
    }

    def __init__(self, *args: Any, year: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.year = year

    def clean_birth_year(self) -> int | None:
        born: int | None = self.cleaned_data["birth_year"]
        if born is not None and not self.year - 120 <= born <= self.year:
            raise ValidationError(_("This year cannot be right. Leave it empty if you like."))
        return born

    def clean_postcode(self) -> str:
        typed = self.cleaned_data["postcode"].upper()
        found = POSTCODE.fullmatch(typed)
        if typed and found is None:
            raise ValidationError(_("This is not a postcode. It has four digits, such as 9401."))
        return " ".join(part for part in found.groups() if part) if found else ""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in self.NEEDED.get(said.get("channel", ""), ()):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed for the way you chose."))
        return said


class SituationForm(SpokenForm):
    """How the care is now."""

    relation = _choose(gettext_lazy("For whom do you care?"), Relation.choices)
    since = _choose(gettext_lazy("How long have you been caring?"), Since.choices)
    hours = _choose(gettext_lazy("How many hours a week do you care?"), Hours.choices)
    conditions = _tick(gettext_lazy("What is the matter?"), Condition.choices)
    wishes = _tick(gettext_lazy("What would help you?"), Wish.choices)
    note = forms.CharField(
        label=gettext_lazy("Would you like to tell us more?"),
        help_text=gettext_lazy("A few sentences are enough. Leave out names and numbers."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=500,
        required=False,
        validators=[NO_BSN],
    )

    FOR_YOUNG = {
        "relation": pgettext_lazy("young", "For whom do you care?"),
        "since": pgettext_lazy("young", "How long have you been caring?"),
        "hours": pgettext_lazy("young", "How many hours a week do you care?"),
        "wishes": pgettext_lazy("young", "What would help you?"),
        "note": pgettext_lazy("young", "Would you like to tell us more?"),
    }


class PeriodForm(forms.Form):
    """Between which days; both may be left open."""

    since = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=gettext_lazy("Up to and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
