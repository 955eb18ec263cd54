"""How often cards are confirmed in a municipality, or in the region: policy data of editors."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from naober.audit.enums import Action
from naober.audit.services import record
from naober.directory import rules, upkeep
from naober.directory.enums import Interval
from naober.directory.freshness import freshness_rules
from naober.directory.models import FreshnessRule
from naober.shared.actors import Actor
from naober.shared.clock import local_date
from naober.shared.database import one_at_a_time
from naober.shared.exceptions import Refused


@transaction.atomic
def set_freshness(
    *,
    by: Actor,
    code: str | None,
    interval: Interval,
    reminder_weeks: Sequence[int],
    overdue_after_weeks: int,
    seen: str,
    at: datetime,
) -> FreshnessRule:
    """Set from today on after how many months cards are asked about, and after which weeks again.

    `code` is of a municipality, None the region; `seen` the mark of the rule as it was shown.
    Raises PermissionDenied if `by` does not set it, Refused for what cannot be or was changed.
    """
    own = _own(by, code, seen, at)
    if reason := rules.refusal_of_freshness(reminder_weeks, overdue_after_weeks):
        raise Refused(reason)
    today = local_date(at)
    rule = own if own is not None and own.valid_from == today else None
    rule = rule or FreshnessRule(municipality_id=code, valid_from=today)
    rule.interval_months = interval
    rule.reminder_weeks = list(reminder_weeks)
    rule.overdue_after_weeks = overdue_after_weeks
    rule.save()
    said = [f"{interval} months", f"weeks {rule.reminder_weeks}", f"overdue {overdue_after_weeks}"]
    record(
        by=by, action=Action.CHANGE, kind="freshness.set", at=at, fields=[code or "region", *said]
    )
    return rule


@transaction.atomic
def follow_the_region(*, by: Actor, code: str, seen: str, at: datetime) -> None:
    """Let a municipality follow the rule of the region. Raises as above."""
    if _own(by, code, seen, at) is not None:
        FreshnessRule.objects.filter(municipality=code).delete()
        record(by=by, action=Action.DELETE, kind="freshness.follows_region", at=at, fields=[code])


def _own(by: Actor, code: str | None, seen: str, at: datetime) -> FreshnessRule | None:
    """Return the rule that holds for this municipality only, as the editor saw it."""
    if not rules.may_set_freshness(by, code, edits_in=upkeep.edits_in(by)):
        raise PermissionDenied
    one_at_a_time("freshness")
    known = freshness_rules(local_date(at)).by_municipality.get(code)
    own = known if known is not None and known.pk is not None else None
    if rules.mark_of_rule(own) != seen:
        raise Refused(_("Somebody else changed this just now. Look at it again."))
    return own
