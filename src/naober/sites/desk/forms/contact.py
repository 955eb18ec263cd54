"""Forms about what a colleague does: a contact, a contact person, a search."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from naober.casework.enums import CLOSED_BY_HAND, ContactWay, EndReason
from naober.casework.services import Conversation
from naober.shared import clock
from naober.shared.fields import DayField, TextField, token_field


class ContactForm(forms.Form):
    """What was said or done, and when the next contact is."""

    way = forms.ChoiceField(
        label=_("How did you speak?"),
        choices=[
            (ContactWay.PHONE, _("By telephone")),
            (ContactWay.VISIT, _("At home")),
            (ContactWay.DESK, _("At the support point")),
            (ContactWay.MAIL, _("By e-mail or letter")),
            (ContactWay.NOT_REACHED, _("Not reached")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you spoke with each other.")},
    )
    on = DayField(label=_("When was it?"), required_message=_("Fill in on which day it was."))
    note = TextField(
        label=_("What did you agree?"),
        help_text=_("The carer sees what you write here."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    next_on = DayField(
        label=_("When is the next contact?"),
        help_text=_("Nothing agreed? Leave it empty. Then you ask again in a year."),
        required=False,
    )
    token = token_field()

    @classmethod
    def empty(cls, agreed_on: date | None = None) -> "ContactForm":
        """Return the form as it is shown first: today, what was agreed, and a token of its own."""
        return cls(initial={"on": clock.today(), "next_on": agreed_on, "token": uuid4()})

    def conversation(self) -> Conversation:
        """Return what the services call a conversation. For a valid form only."""
        given = self.cleaned_data
        return Conversation(
            way=ContactWay(given["way"]),
            on=given["on"],
            note=given["note"],
            next_on=given["next_on"],
            token=str(given["token"]),
        )


class CorrectForm(forms.Form):
    """What was agreed, once more and right; `seen` counts the corrections that the page knew."""

    note = TextField(
        label=_("What did you agree?"),
        help_text=_("The carer sees what you write here."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class AssignForm(forms.Form):
    """Who becomes the contact person, and who was it when the page was made."""

    consultant = forms.UUIDField(
        label=_("Contact person"),
        error_messages={"required": _("Choose a colleague."), "invalid": _("Choose a colleague.")},
    )
    instead_of = forms.UUIDField(required=False)

    def chosen(self) -> tuple[UUID, UUID | None]:
        return self.cleaned_data["consultant"], self.cleaned_data["instead_of"]


class CloseForm(forms.Form):
    """Why the support ends."""

    reason = forms.ChoiceField(
        label=_("Why does the support end?"),
        choices=[(one, one.label) for one in EndReason if one in CLOSED_BY_HAND],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the support ends.")},
    )
    note = TextField(
        label=_("Explanation"),
        help_text=_("Needed for “something else”. The carer can read what you write here."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("reason") == EndReason.OTHER and not self.cleaned_data["note"]:
            self.add_error("note", _("Write why the support ends."))
        return self.cleaned_data


class RemoveForm(forms.Form):
    """Whether it is what the carer wants."""

    asked = forms.BooleanField(
        label=_("The carer asked for this"),
        error_messages={"required": _("Only remove what the carer asks you to remove.")},
    )


class SearchForm(forms.Form):
    """A name. It is sent in the body of the request: names never stand in an address."""

    name = TextField(
        label=_("Search by name"),
        max_length=80,
        min_length=2,
        error_messages={
            "required": _("Type a part of the name."),
            "min_length": _("Type at least two letters."),
        },
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class FilterForm(forms.Form):
    """Which part of the list to see; anything else in the address is ignored."""

    when = forms.ChoiceField(
        choices=[("late", ""), ("today", ""), ("week", ""), ("alone", "")], required=False
    )
    consultant = forms.UUIDField(required=False)

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen rightly; a wrong value counts as nothing chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}
