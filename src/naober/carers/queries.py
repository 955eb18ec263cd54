"""Reading carers. `visible_to` is the first net; row-level security lies beneath it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import BooleanField, F, Func, QuerySet

from naober.accounts.models import User
from naober.carers import rules
from naober.carers.enums import Purpose
from naober.carers.models import Carer, CareSituation, Consent
from naober.organisations.models import Organisation
from naober.shared.actors import Actor


def own_files(actor: Actor) -> QuerySet[Carer]:
    """Return the files of a signed-in carer, newest first: somebody may register twice."""
    if actor.user_id is None:
        return Carer.objects.none()
    return (
        Carer.objects.filter(account_id=actor.user_id)
        .select_related("organisation__municipality")
        .order_by("-registered_at", "id")
    )


def own_file(actor: Actor) -> Carer | None:
    """Return the file of a signed-in carer: the newest, where somebody registered twice."""
    return own_files(actor).first()


def has_file(actor: Actor) -> bool:
    """Return whether a signed-in person is registered as a carer, without reading the file."""
    return actor.user_id is not None and Carer.objects.filter(account_id=actor.user_id).exists()


def is_young(carer: Carer, *, on: date) -> bool:
    """Return whether somebody is addressed as a young carer on a day: young carers grow up.

    Without a year of birth it stays as they said when they registered.
    """
    return _is_young(carer.birth_year, said=carer.is_young, on=on)


def _is_young(birth_year: int | None, *, said: bool, on: date) -> bool:
    if birth_year is None:
        return said
    return rules.is_young(birth_year, year=on.year, below=settings.NAOBER_YOUNG_CARER_BELOW)


def fits_entrance(birth_year: int | None, *, young: bool, on: date) -> bool:
    """Return whether a year of birth can be true of who registers as a young carer, or not so."""
    below = settings.NAOBER_YOUNG_CARER_BELOW
    return rules.fits_entrance(birth_year, young=young, year=on.year, below=below)


@dataclass(frozen=True)
class KnownCarer:
    """What any page must know of a signed-in carer: whom they may call, where they live and how
    they are addressed.
    """

    id: UUID
    support_point: Organisation
    postcode: str
    young: bool


def known_carer(actor: Actor, *, on: date) -> KnownCarer | None:
    """Return what pages must know of a signed-in carer; their own file is not read for it.

    None for everybody who is not registered, and for who is at work.
    """
    if actor.user_id is None or actor.membership_id is not None:
        return None
    point = (
        Organisation.objects.filter(carers__account_id=actor.user_id)
        .annotate(
            carer=F("carers__id"),
            lives_at=F("carers__postcode"),
            born_in=F("carers__birth_year"),
            said_young=F("carers__is_young"),
        )
        .order_by("-carers__registered_at", "carers__id")
        .first()
    )
    if point is None:
        return None
    young = _is_young(point.born_in, said=point.said_young, on=on)
    return KnownCarer(point.carer, point, point.lives_at, young)


def keeps_checks(known: KnownCarer) -> bool:
    """Return whether the checks of a signed-in carer may be kept now."""
    return Consent.objects.filter(
        carer_id=known.id, purpose=Purpose.CHECKUPS, withdrawn_at=None
    ).exists()


def opens_nothing(account: User) -> bool:
    """Return whether an account opens no file and no place to work, anywhere.

    Also where `account` is of somebody whose other rows nobody here may see.
    """
    free = Func(F("pk"), function="carers_account_opens_nothing", output_field=BooleanField())
    return User.objects.alias(free=free).filter(pk=account.pk, free=True).exists()


def account_is_gone(user_id: int) -> bool:
    """Return whether there is no such account, such as after leaving."""
    return not User.objects.filter(pk=user_id).exists()


def situations_of(carer: Carer) -> QuerySet[CareSituation]:
    """Return how the care was and is, newest first."""
    return carer.situations.all()


def newest_situations(carers: Collection[UUID]) -> dict[UUID, CareSituation]:
    """Return the newest care situation of each of these carers."""
    newest = (
        CareSituation.objects.filter(carer__in=carers)
        .order_by("carer_id", "-recorded_at", "id")
        .distinct("carer_id")
    )
    return {one.carer_id: one for one in newest}


def consents_of(carer: Carer) -> QuerySet[Consent]:
    """Return every consent, in force and taken back."""
    return carer.consents.all()


def consents_in_force(carer: Carer) -> QuerySet[Consent]:
    """Return the consents that hold now."""
    return carer.consents.filter(withdrawn_at=None)


def has_consent(carer: Carer, purpose: Purpose) -> bool:
    """Return whether a consent is in force now."""
    return consents_in_force(carer).filter(purpose=purpose).exists()
