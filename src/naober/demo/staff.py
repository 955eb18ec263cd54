"""Who works in the made-up region, and how full their caseload may be."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from faker import Faker

from naober.accounts.models import User
from naober.demo.chance import Dice, dice
from naober.demo.logins import EDITOR, staff_address
from naober.demo.social_map import PLATFORM
from naober.demo.tables import identity
from naober.organisations.enums import MembershipStatus, Role
from naober.organisations.models import Membership, Municipality

CEILING: Final = 45
HIGH_CEILING: Final = 60
"""Of consultants where carers are many."""
TEAM: Final = ("kt-assen", "hp-beilen")
VOLUNTEERS: Final = ("o2-zorgvrijwilligers", "o2-vrije-middag", "maatjes-drenthe")


@dataclass(frozen=True)
class Post:
    """A place that somebody has in an organisation, by its key."""

    organisation: str
    role: Role
    email: str
    status: MembershipStatus = MembershipStatus.ACTIVE
    ceiling: int = CEILING


def consultants_needed(municipality: Municipality, *, caseload: int) -> tuple[int, int]:
    """Return how many consultants a support point has, and how many carers each may have.

    Two to four by the size of the municipality; more only in a region made larger for measuring.
    """
    usual = 2 + (municipality.inhabitants > 30_000) + (municipality.inhabitants > 60_000)
    number = max(usual, -(-caseload // (HIGH_CEILING - 5)))
    return number, CEILING if caseload <= number * (CEILING - 5) else HIGH_CEILING


def posts_of(municipality: Municipality, *, caseload: int) -> Iterator[Post]:
    """Return who works at the support point and the town hall of a municipality."""
    place = municipality.slug
    point = f"sp-{place}"
    number, ceiling = consultants_needed(municipality, caseload=caseload)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        yield Post(point, role, staff_address(role, place))
    for one in range(1, number + 1):
        address = staff_address(Role.CONSULTANT, place, one)
        yield Post(point, Role.CONSULTANT, address, ceiling=ceiling)
    policy = Role.POLICY_OFFICER
    yield Post(f"gm-{place}", policy, staff_address(policy, place))


def other_posts() -> Iterator[Post]:
    """Return practice teams, volunteers, the platform, and memberships in every other status."""
    for team in TEAM:
        for one in range(1, 5):
            address = staff_address(Role.PROFESSIONAL, team.partition("-")[2], one)
            yield Post(team, Role.PROFESSIONAL, address)
    for centre in VOLUNTEERS:
        place = "assen" if centre == VOLUNTEERS[0] else centre
        for one in range(1, 7):
            yield Post(centre, Role.VOLUNTEER, staff_address(Role.VOLUNTEER, place, one))
    yield Post(PLATFORM, Role.PLATFORM_ADMINISTRATOR, "platform@example.org")
    for name, status in (
        ("uitgenodigd", MembershipStatus.INVITED),
        ("stilgezet", MembershipStatus.SUSPENDED),
        ("vertrokken", MembershipStatus.ENDED),
    ):
        yield Post("sp-assen", Role.CONSULTANT, f"{name}.assen@example.org", status)


def keeping_posts(places: Iterable[str]) -> Iterator[Post]:
    """Return who keeps the cards of each support point, and the editors of region and town."""
    for place in places:
        yield Post(f"sp-{place}", Role.PROVIDER, staff_address(Role.PROVIDER, place))
    yield Post("gm-assen", Role.EDITOR, staff_address(Role.EDITOR, "assen"))
    yield Post(PLATFORM, Role.EDITOR, EDITOR)


def make_staff(posts: Sequence[Post], *, seed: int, at: datetime) -> dict[str, list[Membership]]:
    """Keep accounts and memberships; return the memberships by key of the organisation."""
    names = Faker("nl_NL")
    names.seed_instance(seed)
    throws = dice(seed, "staff")
    User.objects.bulk_create([User(email=post.email) for post in posts], ignore_conflicts=True)
    users = User.objects.in_bulk([post.email for post in posts], field_name="email")
    found: dict[str, list[Membership]] = {}
    for post in posts:
        name = f"{names.first_name()} {names.last_name()}"
        member = _member(post, users[post.email], name=name, throws=throws, at=at)
        found.setdefault(post.organisation, []).append(member)
    Membership.objects.bulk_create([one for members in found.values() for one in members])
    return found


def _member(post: Post, user: User, *, name: str, throws: Dice, at: datetime) -> Membership:
    invited = at - timedelta(days=throws.randint(200, 1200))
    is_new = post.status == MembershipStatus.INVITED
    since = at - timedelta(days=2) if is_new else invited + timedelta(days=throws.randint(1, 20))
    return Membership(
        id=identity("membership", f"{post.organisation}/{post.role}/{post.email}"),
        user=user,
        organisation_id=identity("organisation", post.organisation),
        role=post.role,
        status=post.status,
        name=name,
        phone=throws.phone(),
        caseload_ceiling=post.ceiling,
        invited_at=since if is_new else invited,
        status_since=since,
    )
