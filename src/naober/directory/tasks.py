"""Jobs of the social map."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from naober.directory.services import forget_unanswered, imports
from naober.directory.services.reminding import send_reminders
from naober.shared import clock
from naober.shared.actors import SYSTEM, Actor
from naober.shared.database import acting_as


@app.periodic(cron="30 5 * * *")
@app.task(
    name="cards.remind",
    queueing_lock="remind_cards",
    retry=RetryStrategy(max_attempts=5, exponential_wait=10),
)
def remind_keepers(timestamp: int) -> None:  # noqa: ARG001
    """Ask once a day who keeps a card whether it is still right."""
    send_reminders(on=clock.today())


@app.periodic(cron="40 4 * * *")
@app.task(name="searches.forget", queueing_lock="forget_searches")
def forget_searches(timestamp: int) -> None:  # noqa: ARG001
    """Remove words that found nothing and that nobody asked any more."""
    with acting_as(Actor(role=SYSTEM)):
        forget_unanswered(on=clock.today())


@app.task(name=imports.JOB, lock=imports.JOB)
def import_file(run_id: str, member: str) -> None:
    """Look at a file that an editor brought, or import it; one at a time."""
    with acting_as(Actor(role=SYSTEM)):
        by = imports.editor_of(UUID(member))
    try:
        imports.carry_out(run_id=UUID(run_id), by=by, at=clock.now())
    except Exception:
        imports.give_up(run_id=UUID(run_id), why=imports.OUR_FAULT, at=clock.now())
        raise


@app.periodic(cron="* * * * *")
@app.task(name="cards.end_lost_imports", queueing_lock="end_lost_imports")
def end_lost_imports(timestamp: int) -> None:  # noqa: ARG001
    """Say to who waits that an import broke off for good, as when each worker died of it."""
    with acting_as(Actor(role=SYSTEM)):
        imports.end_lost(at=clock.now())


@app.periodic(cron="50 4 * * *")
@app.task(name="cards.forget_files", queueing_lock="forget_files")
def forget_files(timestamp: int) -> None:  # noqa: ARG001
    """Remove files that nobody imported, and old reports."""
    with acting_as(Actor(role=SYSTEM)):
        imports.forget_files(at=clock.now())
