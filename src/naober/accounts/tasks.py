"""Jobs of sign-in."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from procrastinate.contrib.django import app

from naober.accounts.sessions import SessionStore


@app.periodic(cron="20 3 * * *")
@app.task(name="sessions.forget", queueing_lock="forget_sessions")
def forget_old_sessions(timestamp: int) -> None:  # noqa: ARG001
    """Remove sessions that ended, with the addresses and browsers noted of them."""
    SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM naober_cache WHERE expires < now()")
