"""How somebody asks and answers, with or without an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naober.casework.enums import ReferralRefusal
from naober.casework.services.referrals import new_word, read_word
from naober.shared.fields import SEND_ONCE_MORE, TextField, at_most, no_bsn

NOTE = 300


class AskingForm(forms.Form):
    """What is asked, and a yes to sending it. `word` names this one writing."""

    need = TextField(
        label=gettext_lazy("What is needed?"),
        help_text=gettext_lazy("A few sentences are enough. They read this."),
        widget=forms.Textarea(attrs={"rows": 5}),
        validators=[at_most(1000), no_bsn],
        error_messages={"required": gettext_lazy("Fill this in.")},
    )
    consents = forms.BooleanField(
        required=True,
        error_messages={"required": gettext_lazy("Without a yes we send nothing.")},
    )
    word = forms.CharField(widget=forms.HiddenInput, error_messages={"required": SEND_ONCE_MORE})
    use_required_attribute = False  # or the browser makes an empty box red before anything is typed

    def __init__(self, *args: Any, agreed: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["consents"].label = agreed
        self.fields["word"].initial = new_word

    def clean_word(self) -> str:
        word = str(self.cleaned_data["word"])
        if read_word(word) is None:
            raise forms.ValidationError(SEND_ONCE_MORE)
        return word


def need_a_way_to_reach(form: forms.Form) -> None:
    """Ask for a telephone number where a form got neither that nor a mail address."""
    ways = {"phone", "email"}
    if not any(form.cleaned_data.get(way) for way in ways) and not ways & form.errors.keys():
        form.add_error("phone", _("Give a telephone number or an e-mail address."))


class AcceptForm(forms.Form):
    """Yes, and what the asker reads about it."""

    note = TextField(
        label=gettext_lazy("What happens now?"),
        help_text=gettext_lazy("For example: “We call on Tuesday.” The asker reads this."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        validators=[at_most(NOTE), no_bsn],
    )
    prefix = "yes"


class RefuseForm(forms.Form):
    """No, and why."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it not possible?"),
        choices=ReferralRefusal.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the answers.")},
    )
    note = TextField(
        label=gettext_lazy("Do you know who can help?"),
        help_text=gettext_lazy("The asker reads this."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        validators=[at_most(NOTE), no_bsn],
    )
    prefix = "no"
