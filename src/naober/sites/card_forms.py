"""What is typed about a card on more than one site."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy

from naober.shared.fields import DayField, TextField

FILL_IN: Final = {"required": gettext_lazy("Fill this in.")}


def phone_of_card() -> forms.RegexField:
    """Return the field of the telephone number of a card; a short one like 112 is one too."""
    wrong = gettext_lazy("This is not a telephone number. Write it like this: 088 000 00 00.")
    return forms.RegexField(
        r"^[0-9+][0-9 ()+./-]{1,39}\Z",
        required=False,
        widget=forms.TextInput({"type": "tel"}),
        error_messages={"invalid": wrong},
    )


class CloseForm(forms.Form):
    """From and until when it is closed, and why."""

    first = DayField(label=gettext_lazy("First day that it is closed"))
    last = DayField(
        label=gettext_lazy("Last day that it is closed"),
        help_text=gettext_lazy("Not known yet? Leave it empty."),
        required=False,
    )
    why = TextField(
        label=gettext_lazy("Why? Everybody can read this."), max_length=200, required=False
    )
