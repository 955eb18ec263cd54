"""Jobs that belong to no app."""

import logging
from typing import Final

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status
from procrastinate.retry import RetryDecision

from naober.shared.mail import RefusedForGoodError, deliver

STALLED_AFTER: Final = 60
"""Seconds without a sign of life after which a worker is dead; it gives one every ten."""
MOST_ATTEMPTS: Final = 3
"""So often a job is begun of which each worker dies; more often where its task has more tries."""

FAILED_KEPT = 14 * 24
"""Hours that a job which failed is kept, for who looks why; a sealed mail lies in it."""

_logger = logging.getLogger(__name__)


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


@app.periodic(cron="* * * * *")
@app.task(name="jobs.retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Begin the jobs of a dead worker anew; without this they would stay 'doing' for ever.

    A job of which each worker dies is given up: it would take all other work with it. Who waits
    for it is told by a job of its own app, such as `directory.tasks.end_lost_imports`.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        if job.worker_id is not None and job.worker_id == context.job.worker_id:
            continue  # a worker that does this is alive, if late, as after a pause of its machine
        if job.attempts + 1 < _most_attempts(job):
            await app.job_manager.retry_job(job)
        else:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
            _logger.error(
                "Job %s (%s) is given up: its worker died at attempt %s. Was the memory exhausted?",
                job.id, job.task_name, job.attempts + 1,
            )  # fmt: skip


def _most_attempts(job: Job) -> int:
    """Return how often a job is begun at most, whatever ends it."""
    task = app.tasks.get(job.task_name)
    own = getattr(task.retry_strategy, "max_attempts", None) if task else None
    return max(MOST_ATTEMPTS, own or 0)


@app.periodic(cron="17 4 * * *")
@app.task(name="jobs.forget_old", queueing_lock="forget_old", pass_context=True)
async def forget_old_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Remove jobs that ended long ago, also those that failed."""
    await app.job_manager.delete_old_jobs(
        nb_hours=FAILED_KEPT, include_failed=True, include_cancelled=True, include_aborted=True
    )
