"""Forms about colleagues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naober.organisations.enums import Role
from naober.organisations.services import Invitation
from naober.shared.actors import Actor
from naober.shared.fields import NameField, PhoneField, token_field

HANDED_OUT = (Role.CONSULTANT, Role.COORDINATOR, Role.ADMINISTRATOR)
"""What the administrator of an organisation may give; the others have no pages yet."""

BY_PLATFORM = (*HANDED_OUT, Role.POLICY_OFFICER, Role.EDITOR, Role.PLATFORM_ADMINISTRATOR)

EXPLAINED = {
    Role.CONSULTANT: _("Consultant: sees and helps their own people"),
    Role.COORDINATOR: _("Coordinator: sees everybody and chooses the contact person"),
    Role.ADMINISTRATOR: _("Administrator: invites colleagues, sees no carers"),
    Role.POLICY_OFFICER: _("Policy officer: sees figures, never people"),
    Role.EDITOR: _("Editor: keeps the social map and its guide right"),
    Role.PLATFORM_ADMINISTRATOR: _("Administrator of the platform: works for all organisations"),
}


class ChooseForm(forms.Form):
    """Which organisation an administrator of the platform works for now."""

    organisation = forms.UUIDField(
        error_messages={"required": _("Choose an organisation.")},
    )


class InviteForm(forms.Form):
    """Whom to invite, and to do what."""

    name = NameField(_("Name"), 80, help_text=_("As carers see it when they are called."))
    email = forms.EmailField(
        label=_("E-mail at work"),
        error_messages={"required": _("Fill in with which address your colleague signs in.")},
    )
    phone = PhoneField(
        _("Telephone number at work"),
        help_text=_("Carers can call this number when they have this contact person."),
        required=False,
    )
    token = token_field()

    def __init__(self, by: Actor, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        roles = BY_PLATFORM if by.role == Role.PLATFORM_ADMINISTRATOR else HANDED_OUT
        self.fields["role"] = forms.ChoiceField(
            label=_("What will they do?"),
            choices=[(role, EXPLAINED[role]) for role in roles],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose what your colleague will do.")},
        )

    def invitation(self) -> Invitation:
        """Return what the services call an invitation. For a valid form only."""
        return Invitation(**self.cleaned_data | {"token": str(self.cleaned_data["token"])})
