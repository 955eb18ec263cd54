"""Jobs of the social map."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from naober.directory.services.reminding import send_reminders
from naober.shared import clock


@app.periodic(cron="30 5 * * *")
@app.task(
    name="cards.remind",
    queueing_lock="remind_cards",
    retry=RetryStrategy(max_attempts=5, exponential_wait=10),
)
def remind_keepers(timestamp: int) -> None:  # noqa: ARG001
    """Ask once a day who keeps a card whether it is still right."""
    send_reminders(on=clock.today())
