"""What a carer can change about themselves. Errors name no 'you', so that they fit every reader."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from naober.carers.enums import Channel, Condition, Hours, ReachTime, Relation, Since, Wish
from naober.shared.care import asked_of_young
from naober.shared.fields import (
    BirthYearField,
    NameField,
    PhoneField,
    PostcodeField,
    TextField,
    Words,
    no_bsn,
)


class SpokenForm(forms.Form):
    """A form that says "je" to a young carer where FOR_YOUNG has other words."""

    FOR_YOUNG: ClassVar[Mapping[str, Words]] = {}

    def __init__(self, *args: Any, tone: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        if tone:
            for name, label in self.FOR_YOUNG.items():
                self.fields[name].label = label


def _choose(label: Words, choices: Any) -> forms.ChoiceField:
    capitals = [(value, capfirst(words)) for value, words in choices]
    return forms.ChoiceField(label=label, choices=capitals, widget=forms.RadioSelect)


def _tick(label: Words, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class DetailsForm(SpokenForm):
    """Name and ways to be reached."""

    first_name = NameField(gettext_lazy("First name"), 60, autocomplete="given-name")
    last_name = NameField(gettext_lazy("Last name"), 80, autocomplete="family-name")
    birth_year = BirthYearField()
    channel = _choose(gettext_lazy("How would you like to be reached?"), Channel.choices)
    reach_time = _choose(gettext_lazy("When is a good time?"), ReachTime.choices)
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
    postcode = PostcodeField(required=False)
    place = NameField(
        gettext_lazy("Town or village, for a letter"),
        60,
        autocomplete="address-level2",
        required=False,
    )

    FOR_YOUNG = {"channel": pgettext_lazy("young", "How would you like to be reached?")}
    NEEDED: ClassVar[Mapping[str, tuple[str, ...]]] = {
        Channel.EMAIL: ("email",),
        Channel.PHONE: ("phone",),
        Channel.LETTER: ("address", "place"),
    }

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
    note = TextField(
        label=gettext_lazy("Would you like to tell us more?"),
        help_text=gettext_lazy("A few sentences are enough. Leave out names and numbers."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=500,
        required=False,
        validators=[no_bsn],
    )

    FOR_YOUNG = {
        "relation": pgettext_lazy("young", "For whom do you care?"),
        "since": pgettext_lazy("young", "How long have you been caring?"),
        "hours": pgettext_lazy("young", "How many hours a week do you care?"),
        "wishes": pgettext_lazy("young", "What would help you?"),
        "note": pgettext_lazy("young", "Would you like to tell us more?"),
    }

    def __init__(self, *args: Any, tone: str = "", **more: Any) -> None:
        super().__init__(*args, tone=tone, **more)
        if tone:
            relation: Any = self.fields["relation"]
            said = {self["relation"].value(), self.initial.get("relation")}
            relation.choices = asked_of_young(relation.choices, said=said)


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
