"""Jobs of casework."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from naober.casework.services.referral_days import remind_and_expire, remove_ended
from naober.shared import clock


@app.periodic(cron="45 5 * * *")
@app.task(
    name="referrals.days",
    queueing_lock="referral_days",
    retry=RetryStrategy(max_attempts=5, exponential_wait=10),
)
def keep_referrals_going(timestamp: int) -> None:  # noqa: ARG001
    """Once a day: remind who must answer, give back what expired, remove what ended long ago."""
    remind_and_expire(at=clock.now())
    remove_ended(on=clock.today())
