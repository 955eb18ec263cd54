"""Jobs that belong to no app."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from naober.shared.mail import deliver

STALLED_AFTER = 5 * 60
"""Seconds without a sign of life after which a job is taken up again."""


@app.task(
    name="mail.send",
    queue="mail",
    retry=RetryStrategy(max_attempts=10, exponential_wait=3),
)
def send_mail(sealed: str) -> None:
    """Deliver one sealed message; tried again while the mail server is away."""
    deliver(sealed)


@app.periodic(cron="*/5 * * * *")
@app.task(name="jobs.retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Take up jobs of a worker that was killed; without this they would stay 'doing' for ever."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER)
    for job in stalled:
        await app.job_manager.retry_job(job)
