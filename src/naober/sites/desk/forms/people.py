"""Forms about a carer: who they are, the care they give, what they agree to."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from naober.carers.enums import (
    Channel,
    Condition,
    ConsentWay,
    Hours,
    Purpose,
    ReachTime,
    Relation,
    Since,
    Wish,
)
from naober.carers.models import Carer, CareSituation
from naober.carers.services import DETAILS, Registration
from naober.casework.enums import Origin
from naober.organisations.models import Municipality, Organisation, Postcode
from naober.organisations.queries import postcode, support_point
from naober.shared.fields import (
    SEND_ONCE_MORE,
    BirthYearField,
    NameField,
    PhoneField,
    PostcodeField,
    TextField,
    no_bsn,
    token_field,
)
from naober.sites.desk.presenters.words import SPOKEN

REACHED_BY = {Channel.EMAIL: "email", Channel.PHONE: "phone", Channel.LETTER: "address"}
"""Which detail a way to be reached needs."""


def _choose(choices: Any) -> list[tuple[str, Any]]:
    return [("", _("Choose")), *((value, capfirst(words)) for value, words in choices)]


class DetailsForm(forms.Form):
    """Who the carer is and how to reach them. No e-mail is needed."""

    first_name = NameField(_("First name"), 60)
    last_name = NameField(_("Last name"), 80)
    birth_year = BirthYearField()
    postcode = PostcodeField()
    address = NameField(_("Street and number"), 120, required=False)
    place = NameField(_("Village or town"), 60, required=False)
    phone = PhoneField(required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    channel = forms.ChoiceField(
        label=_("How would you like to be reached?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        initial=Channel.PHONE,
        error_messages={"required": _("Choose how the carer would like to be reached.")},
    )
    reach_time = forms.ChoiceField(
        label=_("When may we call?"),
        choices=ReachTime.choices,
        initial=ReachTime.ANY,
        error_messages={"required": _("Choose when the carer may be called.")},
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        super().clean()
        needed = REACHED_BY.get(Channel(self.cleaned_data.get("channel") or Channel.PHONE), "")
        if needed and needed not in self.errors and not self.cleaned_data.get(needed):
            self.add_error(needed, _("This is needed to reach the carer in the way they chose."))
        return self.cleaned_data

    def details(self) -> dict[str, Any]:
        """Return what the services call the details."""
        return {name: self.cleaned_data[name] for name in DETAILS if name in self.cleaned_data}


class SituationForm(forms.Form):
    """For whom the carer cares, and what would help."""

    relation = forms.ChoiceField(
        label=_("For whom do you care?"),
        choices=_choose(Relation.choices),
        error_messages={"required": _("Choose for whom the carer cares.")},
    )
    since = forms.ChoiceField(
        label=_("Since when?"),
        choices=_choose(Since.choices),
        error_messages={"required": _("Choose since when the carer cares.")},
    )
    hours = forms.ChoiceField(
        label=_("How much in a week?"),
        choices=_choose(Hours.choices),
        error_messages={"required": _("Choose how many hours it is in a week.")},
    )
    conditions = forms.MultipleChoiceField(
        label=_("What is the matter?"),
        choices=Condition.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wishes = forms.MultipleChoiceField(
        label=_("What would help you?"),
        choices=Wish.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = TextField(
        label=_("Good to know"),
        help_text=_("The carer sees what you write here."),
        max_length=500,
        required=False,
        validators=[no_bsn],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def situation(self) -> dict[str, Any]:
        """Return what the services call the situation."""
        return {name: self.cleaned_data[name] for name in SituationForm.base_fields}


def details_now(carer: Carer) -> dict[str, Any]:
    """Return what the form shows of a carer who is known."""
    return {name: getattr(carer, name) for name in DETAILS}


def situation_now(situation: CareSituation | None) -> dict[str, Any]:
    """Return what the form shows of the care as it was last written down."""
    if situation is None:
        return {}
    return {name: getattr(situation, name) for name in SituationForm.base_fields}


class RegistrationForm(DetailsForm, SituationForm):
    """One page for somebody who asks while typing, at the table or on the telephone."""

    # Mistakes are listed in the order of the page.
    field_order = ("way", *DetailsForm.base_fields, "language", *SituationForm.base_fields)

    way = forms.ChoiceField(
        label=_("How do you speak with each other?"),
        choices=[(Origin.DESK, _("At the table")), (Origin.PHONE, _("By telephone"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you speak with each other.")},
    )
    language = forms.ChoiceField(
        label=_("Language of letters and e-mail"),
        choices=[("nl", _("Dutch")), ("en", _("English"))],
        initial="nl",
        error_messages={"required": _("Choose the language of letters and e-mail.")},
    )
    token = token_field()
    is_other = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, municipality: Municipality | None, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._municipality = municipality
        self._place = ""
        self.elsewhere: Organisation | None = None
        for purpose in Purpose:
            self.fields[purpose] = forms.ChoiceField(
                label=SPOKEN[purpose].question,
                choices=[("yes", _("Yes, you may")), ("no", _("No, rather not"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Ask this, and choose yes or no.")},
            )

    def clean_postcode(self) -> str:
        """Refuse a postcode of another municipality, with the number of the right support point.

        A desk registers at its own support point only: nobody should be known in a place where
        no one will call them.
        """
        text: str = self.cleaned_data["postcode"]
        area = postcode(text)
        if area is None:
            raise forms.ValidationError(_("We do not know this postcode. Read it back once more."))
        if area.municipality != self._municipality:
            self.elsewhere = support_point(area.municipality)
            raise forms.ValidationError(_belongs_elsewhere(area))
        self._place = area.place
        return text

    def clean_support(self) -> str:
        answer: str = self.cleaned_data["support"]
        if answer == "no":
            raise forms.ValidationError(
                _("Without a yes you keep nothing. You may help now, and give our number.")
            )
        return answer

    def registration(self) -> Registration:
        """Return what the services call a registration. For a valid form only."""
        details = self.details()
        details["place"] = details["place"] or self._place
        return Registration(
            details=details,
            situation=self.situation(),
            purposes=frozenset(p for p in Purpose if self.cleaned_data[p] == "yes"),
            consent_way=self.consent_way(),
            language=self.cleaned_data["language"],
        )

    def origin(self) -> Origin:
        return Origin(self.cleaned_data["way"])

    def consent_way(self) -> ConsentWay:
        return ConsentWay.PHONE if self.origin() == Origin.PHONE else ConsentWay.IN_PERSON


def _belongs_elsewhere(area: Postcode) -> str:
    if area.municipality is None:
        return _("%(place)s lies outside this region.") % {"place": area.place}
    if area.place == area.municipality.name:
        return _("In %(place)s another support point helps.") % {"place": area.place}
    return _("%(place)s belongs to %(municipality)s. There another support point helps.") % {
        "place": area.place,
        "municipality": area.municipality,
    }


class ConsentForm(forms.Form):
    """How a consent was given or taken back, later than the registration."""

    change = forms.ChoiceField(
        choices=[("give", ""), ("withdraw", "")],
        widget=forms.HiddenInput,
        error_messages={"required": SEND_ONCE_MORE},
    )

    way = forms.ChoiceField(
        label=_("How did the carer tell you?"),
        choices=[
            (ConsentWay.PHONE, _("By telephone")),
            (ConsentWay.IN_PERSON, _("At the table")),
            (ConsentWay.PAPER, _("On paper")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the carer told you.")},
    )
