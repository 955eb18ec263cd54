"""Jobs that belong to no app."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from procrastinate.retry import RetryDecision

from naober.shared.mail import RefusedForGoodError, deliver

STALLED_AFTER = 5 * 60
"""Seconds without a sign of life after which a job is taken up again."""

FAILED_KEPT = 14 * 24
"""Hours that a job which failed is kept, for who looks why; a sealed mail lies in it."""


class WhileItMayHelp(RetryStrategy):
    """Tries again, longer and longer after one another, what another try may still bring about."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, RefusedForGoodError):
            return None
        return super().get_retry_decision(exception=exception, job=job)


@app.task(
    name="mail.send",
    queue="mail",
    retry=WhileItMayHelp(max_attempts=10, exponential_wait=3),
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


@app.periodic(cron="17 4 * * *")
@app.task(name="jobs.forget_old", queueing_lock="forget_old", pass_context=True)
async def forget_old_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Remove jobs that ended long ago, also those that failed."""
    await app.job_manager.delete_old_jobs(
        nb_hours=FAILED_KEPT, include_failed=True, include_cancelled=True, include_aborted=True
    )
