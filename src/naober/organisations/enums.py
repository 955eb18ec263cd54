"""Roles, statuses and kinds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is in the region."""

    SUPPORT_POINT = "support_point", _("support point")
    WELFARE = "welfare", _("welfare organisation")
    MUNICIPALITY = "municipality", _("municipality")
    HOME_CARE = "home_care", _("home care")
    CARE_FARM = "care_farm", _("care farm")
    RESPITE_HOUSE = "respite_house", _("respite house")
    VOLUNTEER_CENTRE = "volunteer_centre", _("volunteer centre")
    NATIONAL = "national", _("national organisation")
    EMPLOYER_NETWORK = "employer_network", _("employers' network")
    GP_PRACTICE = "gp_practice", _("practice team")
    PLATFORM = "platform", _("platform")
    OTHER = "other", _("other")


class Role(models.TextChoices):
    """What somebody does in an organisation; visitors and carers have no membership."""

    CONSULTANT = "consultant", _("consultant")
    COORDINATOR = "coordinator", _("coordinator")
    ADMINISTRATOR = "administrator", _("administrator of an organisation")
    POLICY_OFFICER = "policy_officer", _("policy officer")
    PLATFORM_ADMINISTRATOR = "platform_administrator", _("platform administrator")
    PROFESSIONAL = "professional", _("member of a practice team")
    VOLUNTEER = "volunteer", _("volunteer")
    PROVIDER = "provider", _("keeper of our own cards")
    EDITOR = "editor", _("editor of the social map")


CARING_ROLES = frozenset({Role.CONSULTANT, Role.COORDINATOR})
"""The only roles that ever reach a carer's file."""


class MembershipStatus(models.TextChoices):
    """Where a membership stands; only an active one opens doors."""

    INVITED = "invited", _("invited")
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    ENDED = "ended", _("ended")


NEXT: dict[MembershipStatus, frozenset[MembershipStatus]] = {
    MembershipStatus.INVITED: frozenset({MembershipStatus.ACTIVE, MembershipStatus.ENDED}),
    MembershipStatus.ACTIVE: frozenset({MembershipStatus.SUSPENDED, MembershipStatus.ENDED}),
    MembershipStatus.SUSPENDED: frozenset({MembershipStatus.ACTIVE, MembershipStatus.ENDED}),
    MembershipStatus.ENDED: frozenset(),
}
"""From which status a membership may go where; a test proves that every status has a row."""
