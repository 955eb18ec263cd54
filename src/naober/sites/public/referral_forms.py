"""What a visitor types to ask for help from a card, and to come back to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.casework.services.referrals import Question
from naober.shared.fields import LineField, NameField, PhoneField, PostcodeField
from naober.sites.referral_forms import AskingForm, need_a_way_to_reach


class AskForm(AskingForm):
    """A question to the organisation behind a card, by the carer in person."""

    name = NameField(gettext_lazy("Name"), 120, autocomplete="name")
    phone = PhoneField(required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("We mail when there is news. No e-mail? Leave this empty."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    postcode = PostcodeField(label=gettext_lazy("Postcode"), required=False)
    field_order = ("need", "name", "phone", "email", "postcode", "consents")

    def __init__(self, *args: Any, organisation: str, **more: Any) -> None:
        agreed = _("Yes, send my question and these details to %(organisation)s.")
        super().__init__(*args, agreed=agreed % {"organisation": organisation}, **more)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        need_a_way_to_reach(self)
        return data

    def question(self) -> Question:
        """Return what was asked. For a valid form only."""
        said = self.cleaned_data
        return Question(
            name=said["name"],
            need=said["need"],
            phone=said["phone"],
            email=said["email"],
            postcode4=said["postcode"][:4],
            consents=said["consents"],
            word=said["word"],
        )


class WordForm(forms.Form):
    """The word from the screen or from paper."""

    word = LineField(
        gettext_lazy("The word of the question"),
        40,
        help_text=gettext_lazy("Twelve letters and digits, like ABCD-EFGH-JKMN."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class CodeForm(forms.Form):
    """The code from the mail."""

    code = LineField(
        gettext_lazy("Code from the mail"),
        20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
