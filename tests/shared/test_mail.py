"""Mail waits sealed in the queue, goes out after the commit, and is tried again."""

import asyncio
import contextlib
from collections.abc import Iterator
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from cryptography.fernet import InvalidToken
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, send_mail
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from naober.shared import keys, tasks
from naober.shared.mail import RefusedForGoodError, deliver, seal, unseal
from tests.database import role

CANARY = "kanariecode 1234-5678"


@contextlib.contextmanager
def without_running_loop() -> Iterator[None]:
    """Forget the event loop that a test in a browser leaves running on the same worker."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


def message(**changed: object) -> EmailMessage:
    values: dict[str, object] = {
        "subject": "Uw code",
        "body": CANARY,
        "from_email": "naober@example.org",
        "to": ["iemand@example.org"],
    }
    return EmailMessage(**values | changed)  # type: ignore[arg-type]


def test_a_sealed_mail_opens_as_it_was() -> None:
    opened = unseal(seal(message(headers={"Auto-Submitted": "auto-generated"})))
    assert (opened.subject, opened.body, opened.to) == ("Uw code", CANARY, ["iemand@example.org"])
    assert opened.from_email == "naober@example.org"
    assert opened.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_second_try_is_the_same_mail_to_who_saw_the_first() -> None:
    sealed = seal(message())
    names = {str(unseal(sealed).message()["Message-ID"]) for _try in range(2)}
    assert len(names) == 1
    assert names != {str(unseal(seal(message())).message()["Message-ID"])}


@pytest.mark.parametrize(
    "more",
    [
        {"cc": ["x@example.org"]},
        {"bcc": ["x@example.org"]},
        {"reply_to": ["x@example.org"]},
        {"attachments": [("x.txt", "x", "text/plain")]},
    ],
)
def test_what_would_be_lost_in_the_queue_is_not_taken(more: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="without attachments"):
        seal(message(**more))


class Server:
    """A mail server that answers with what it was told to."""

    def __init__(self, answer: Exception) -> None:
        self.answer = answer

    def send_messages(self, messages: object) -> int:
        raise self.answer


NO_SUCH_READER = SMTPRecipientsRefused({"iemand@example.org": (550, b"no such user")})
BUSY = SMTPRecipientsRefused({"iemand@example.org": (451, b"later")})
TOO_LARGE = SMTPDataError(552, b"too large")
WRONG_PASSWORD = SMTPAuthenticationError(535, b"no")
NOT_THIS_SENDER = SMTPSenderRefused(530, b"Authentication required", "naober@example.org")


@pytest.mark.parametrize(
    ("answer", "again"),
    [(NO_SUCH_READER, False), (TOO_LARGE, False), (BUSY, True), (WRONG_PASSWORD, True),
     (NOT_THIS_SENDER, True),
     (ConnectionRefusedError(), True)],
)  # fmt: skip
def test_mail_is_tried_again_only_where_that_may_help(
    answer: Exception, again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("naober.shared.mail.get_connection", lambda backend: Server(answer))
    with pytest.raises((OSError, RefusedForGoodError)) as failed:
        deliver(seal(message()))
    job = Job(id=1, queue="mail", lock=None, queueing_lock=None, task_name="mail.send", attempts=0)
    retry = tasks.send_mail.retry_strategy
    assert retry is not None
    assert bool(retry.get_retry_decision(exception=failed.value, job=job)) is again
    assert again or "iemand" not in str(failed.value)


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_could_not_be_sent_is_not_kept_for_ever() -> None:
    jobs = [tasks.send_mail.defer(sealed=seal(message())) for _each in range(2)]
    with role("naober_owner"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed', attempts = 10 WHERE id = ANY(%s)",
            [jobs],
        )
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - interval '15 days' WHERE job_id = %s",
            [jobs[0]],
        )
    with role("naober_worker"), without_running_loop():
        async_to_sync(tasks.forget_old_jobs.func)(None, 0)
    assert [one.pk for one in ProcrastinateJob.objects.all()] == [jobs[1]]


def test_nothing_of_a_sealed_mail_can_be_read() -> None:
    sealed = seal(message())
    assert not [word for word in ("kanarie", "1234", "iemand", "code") if word in sealed]


def test_the_key_of_another_installation_or_another_purpose_does_not_open_it(
    settings: object,
) -> None:
    sealed = seal(message())
    with pytest.raises(InvalidToken):
        keys.fernet("session").decrypt(sealed.encode())
    keys.fernet.cache_clear()
    settings.SECRET_KEY = "another-installation-" * 4  # type: ignore[attr-defined]
    try:
        with pytest.raises(InvalidToken):
            unseal(sealed)
    finally:
        keys.fernet.cache_clear()


@pytest.mark.parametrize("field", ["subject", "to", "from_email"])
def test_no_second_line_gets_into_the_head_of_a_mail(field: str) -> None:
    wrong = "x@example.org\nBcc: all@example.org"
    sealed = seal(message(**{field: [wrong] if field == "to" else wrong}))
    with pytest.raises(BadHeaderError):
        deliver(sealed)
    assert mail.outbox == []


@pytest.mark.usefixtures("queued_mail")
@pytest.mark.django_db(transaction=True)
def test_mail_of_what_was_undone_is_never_sent() -> None:
    with transaction.atomic():
        send_mail("Welkom", "Dag", None, ["iemand@example.org"])
        transaction.set_rollback(True)
    assert ProcrastinateJob.objects.count() == 0
    with transaction.atomic():
        send_mail("Welkom", "Dag", None, ["iemand@example.org"])
    job = ProcrastinateJob.objects.get()
    assert mail.outbox == []
    tasks.send_mail(**job.args)
    assert [one.subject for one in mail.outbox] == ["Welkom"]


def test_a_demonstration_keeps_its_mail_in_a_folder_that_only_it_may_read(
    settings: object, tmp_path: object
) -> None:
    settings.NAOBER_DEMO = True  # type: ignore[attr-defined]
    folder = tmp_path / "mail"  # type: ignore[operator]
    settings.NAOBER_MAIL_FOLDER = folder  # type: ignore[attr-defined]
    settings.EMAIL_FILE_PATH = str(folder)  # type: ignore[attr-defined]
    settings.NAOBER_MAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # type: ignore[attr-defined]
    deliver(seal(message()))
    assert folder.stat().st_mode & 0o077 == 0
    (letter,) = folder.iterdir()
    assert CANARY in letter.read_text()


def defer_to_a_worker(seconds_ago: int, *, attempts: int = 0) -> tuple[int, int]:
    """Let a worker take a mail that was tried so often; return the job and the worker."""
    job_id = tasks.send_mail.defer(sealed=seal(message()))
    with role("naober_owner"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [seconds_ago],
        )
        worker = int(cursor.fetchone()[0])
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s"
            " WHERE id = %s",
            [worker, attempts, job_id],
        )
    return job_id, worker


def look_for_stalled_jobs(*, worker: int | None = None) -> None:
    context = SimpleNamespace(job=SimpleNamespace(worker_id=worker))
    with role("naober_worker"), without_running_loop():
        async_to_sync(tasks.retry_stalled_jobs.func)(context, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("silent", "tried", "becomes"),
    [(30, 0, "doing"), (90, 0, "todo"), (90, 8, "todo"), (90, 9, "failed")],
)
def test_a_job_of_a_killed_worker_is_taken_up_again_as_often_as_its_task_says(
    silent: int, tried: int, becomes: str
) -> None:
    job_id, _worker = defer_to_a_worker(silent, attempts=tried)
    look_for_stalled_jobs()
    assert ProcrastinateJob.objects.get(pk=job_id).status == becomes
    assert "jobs.retry_stalled" in app.tasks


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_late_takes_nothing_from_itself() -> None:
    job_id, worker = defer_to_a_worker(90)
    look_for_stalled_jobs(worker=worker)
    assert ProcrastinateJob.objects.get(pk=job_id).status == "doing"
