"""Who acts: the value that rules, queries, the database and the log all look at."""

from dataclasses import dataclass
from uuid import UUID

VISITOR = "visitor"
CARER = "carer"
SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """One person in one role, for the length of one request or job.

    `member_of` are the organisations whose colleagues the actor may see; `cares_for` those whose
    carers' files may be reached (row-level security lets no other through). A policy officer, an
    administrator and a visitor have an empty `cares_for`: no person-level data, ever.
    `intake` is the one support point for which a visitor may hand in a registration, unseen.
    `referral` is the one referral that somebody without an account may see and answer, because
    they proved it with its link and a code, or because they are sending it just now.
    """

    user_id: int | None = None
    role: str = VISITOR
    name: str = ""
    membership_id: UUID | None = None
    organisation_id: UUID | None = None
    member_of: tuple[UUID, ...] = ()
    cares_for: tuple[UUID, ...] = ()
    intake: UUID | None = None
    referral: UUID | None = None

    @property
    def is_visitor(self) -> bool:
        return self.user_id is None
