"""Referring somebody: what is needed, and how consent was given."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.carers.enums import ConsentWay
from naober.carers.models import Carer
from naober.casework.services.referrals import Question
from naober.shared.fields import LineField, NameField, PhoneField, PostcodeField
from naober.sites.referral_forms import AskingForm, need_a_way_to_reach


class ChooseForm(forms.Form):
    """Words to find a card by; nothing of a person."""

    q = LineField(
        gettext_lazy("What do you look for?"),
        80,
        error_messages={
            "required": gettext_lazy(
                "Type a word, such as “respite” or the name of an organisation."
            )
        },
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class ReferForm(AskingForm):
    """A question for a carer of whom there is a file: the rest comes from there."""

    field_order: tuple[str, ...] = ("need", "consent_way", "consents")
    consent_way = forms.ChoiceField(
        label=gettext_lazy("How did the carer agree?"),
        choices=[
            (ConsentWay.IN_PERSON, gettext_lazy("In a talk")),
            (ConsentWay.PHONE, gettext_lazy("By telephone")),
            (ConsentWay.PAPER, gettext_lazy("On paper")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the answers.")},
    )

    def __init__(self, *args: Any, organisation: str, **more: Any) -> None:
        agreed = _("The carer agrees that this goes to %(organisation)s.")
        super().__init__(*args, agreed=agreed % {"organisation": organisation}, **more)

    def question_of(self, carer: Carer) -> Question:
        """Return what is asked for somebody with a file. For a valid form only."""
        return Question(
            name=f"{carer.first_name} {carer.last_name}",
            phone=carer.phone,
            email=carer.email,
            postcode4=carer.postcode[:4],
            **self._said(),
        )

    def _said(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "need": said["need"],
            "consents": said["consents"],
            "consent_way": ConsentWay(said["consent_way"]),
            "word": said["word"],
        }


class ReferSomebodyForm(ReferForm):
    """The same for somebody without a file here, by a practice team."""

    name = NameField(gettext_lazy("Name of the carer"), 120)
    phone = PhoneField(required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the carer"),
        required=False,
        max_length=254,
    )
    postcode = PostcodeField(label=gettext_lazy("Postcode"), required=False)
    field_order = ("name", "phone", "email", "postcode", *ReferForm.field_order)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        need_a_way_to_reach(self)
        return data

    def question(self) -> Question:
        """Return what is asked. For a valid form only."""
        said = self.cleaned_data
        return Question(
            name=said["name"],
            phone=said["phone"],
            email=said["email"],
            postcode4=said["postcode"][:4],
            **self._said(),
        )
