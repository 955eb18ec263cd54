"""Reading organisations, postcodes and memberships."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from naober.organisations.enums import MembershipStatus, OrganisationKind, Role
from naober.organisations.models import (
    Membership,
    Municipality,
    Organisation,
    Postcode,
    SecondStepReset,
)
from naober.organisations.rules import RESET_WAITS
from naober.pure.geo import haversine_km
from naober.shared.actors import Actor


def memberships_in_force(user_id: int, *, on: date) -> QuerySet[Membership]:
    """Return the active memberships of an account in organisations that have not ended."""
    return (
        Membership.objects.filter(user_id=user_id, status=MembershipStatus.ACTIVE)
        .exclude(organisation__ended_on__lte=on)
        .order_by("organisation__name", "role", "id")
    )


def invitations_of(user_id: int) -> QuerySet[Membership]:
    """Return the invitations that an account has not answered, oldest first."""
    return (
        Membership.objects.filter(user_id=user_id, status=MembershipStatus.INVITED)
        .select_related("organisation")
        .order_by("invited_at", "id")
    )


def has_worked(user_id: int) -> bool:
    """Return whether an account has, or had, a place to work anywhere."""
    return Membership.objects.filter(user_id=user_id).exists()


def members_of(organisation_id: UUID) -> QuerySet[Membership]:
    """Return everybody who works or worked in an organisation."""
    return Membership.objects.filter(organisation_id=organisation_id).select_related("user")


def organisation_of(actor: Actor) -> Organisation:
    """Return where a colleague works in this role. Raises DoesNotExist for who works nowhere."""
    return Organisation.objects.select_related("municipality").get(pk__in=actor.member_of)


def members_managed_by(actor: Actor, *, on: date) -> QuerySet[Membership]:
    """Return whose place somebody may change."""
    organisations = organisations_managed_by(actor, on=on)
    return Membership.objects.filter(organisation__in=organisations).select_related("organisation")


def organisations_managed_by(actor: Actor, *, on: date) -> QuerySet[Organisation]:
    """Return where somebody may invite and change colleagues, by name."""
    organisations = Organisation.objects.exclude(ended_on__lte=on).select_related("municipality")
    if actor.role == Role.PLATFORM_ADMINISTRATOR:
        return organisations
    if actor.role == Role.ADMINISTRATOR and actor.organisation_id is not None:
        return organisations.filter(pk=actor.organisation_id)
    return organisations.none()


def consultants_of(organisation_id: UUID) -> QuerySet[Membership]:
    """Return who may be a contact person at a support point, by name."""
    return Membership.objects.filter(
        organisation_id=organisation_id,
        status=MembershipStatus.ACTIVE,
        role__in=[Role.CONSULTANT, Role.COORDINATOR],
    ).order_by("name", "id")


def municipalities() -> QuerySet[Municipality]:
    """Return the municipalities of the region, by name."""
    return Municipality.objects.all()


def municipality_with_code(code: str) -> Municipality | None:
    """Return a municipality by its CBS code (GM0106), or None."""
    return Municipality.objects.filter(pk=code).first()


def municipality_named(slug: str) -> Municipality | None:
    """Return a municipality by its name in addresses (midden-drenthe), or None."""
    return Municipality.objects.filter(slug=slug).first()


def postcode(text: str) -> Postcode | None:
    """Return the area of a postcode as people type it ("9401", "9401 AB"), or None."""
    pc4 = text.strip()[:4]
    return Postcode.objects.select_related("municipality").filter(pc4=pc4).first()


def support_point(municipality: Municipality | None) -> Organisation | None:
    """Return the support point of a municipality, or None outside the region."""
    if municipality is None:
        return None
    return (
        Organisation.objects.filter(
            municipality=municipality, kind=OrganisationKind.SUPPORT_POINT, ended_on=None
        )
        .select_related("municipality", "postcode")
        .first()
    )


def organisation_names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of organisations by id; an id that is None or unknown is left out."""
    found = Organisation.objects.in_bulk({one for one in ids if one is not None})
    return {key: organisation.name for key, organisation in found.items()}


def support_points() -> QuerySet[Organisation]:
    """Return all support points, by municipality."""
    return (
        Organisation.objects.filter(kind=OrganisationKind.SUPPORT_POINT, ended_on=None)
        .select_related("municipality", "postcode")
        .order_by("municipality__name")
    )


def nearest_support_point(area: Postcode) -> Organisation | None:
    """Return the support point closest to a postcode area, as the crow flies."""
    here = (area.latitude, area.longitude)
    located = [
        (haversine_km(here, (point.postcode.latitude, point.postcode.longitude)), point)
        for point in support_points()
        if point.postcode is not None
    ]
    return min(located, key=lambda pair: pair[0])[1] if located else None


def open_resets_for(actor: Actor, *, at: datetime) -> QuerySet[SecondStepReset]:
    """Return which second steps somebody may help to take off, oldest question first."""
    resets = SecondStepReset.objects.filter(
        agreed_at=None, asked_at__gte=at - RESET_WAITS
    ).select_related("member__user", "asked_by", "organisation")
    if actor.role == Role.PLATFORM_ADMINISTRATOR:
        return resets
    if actor.organisation_id and actor.role in {Role.ADMINISTRATOR, Role.COORDINATOR}:
        return resets.filter(organisation_id=actor.organisation_id)
    return resets.none()
