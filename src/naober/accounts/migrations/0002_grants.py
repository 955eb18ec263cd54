from django.db import migrations

from naober.shared.protection import AllowReading

# Sign-in is read before there is an actor, so these tables have no row-level security; they hold
# no names and no care data. tests/test_protection.py lists them by name.
SIGN_IN = [
    "accounts_user",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "usersessions_usersession",
    "django_session",
    "naober_cache",
]
JOBS = [
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
]

CACHE_TABLE = """
CREATE TABLE naober_cache (
  cache_key varchar(255) PRIMARY KEY,
  value text NOT NULL,
  expires timestamp with time zone NOT NULL
);
CREATE INDEX naober_cache_expires ON naober_cache (expires);
"""
LOGINS = "naober_app, naober_worker, naober_system"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "__latest__"),
        ("mfa", "__latest__"),
        ("usersessions", "__latest__"),
        ("sessions", "__latest__"),
        ("contenttypes", "__latest__"),
        ("procrastinate", "__latest__"),
    ]

    operations = [
        migrations.RunSQL(CACHE_TABLE, "DROP TABLE naober_cache"),
        AllowReading([*SIGN_IN, *JOBS], verbs="SELECT, INSERT, UPDATE, DELETE"),
        AllowReading(["django_content_type", "django_migrations"]),
        migrations.RunSQL(
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {LOGINS}",
            f"REVOKE USAGE ON ALL SEQUENCES IN SCHEMA public FROM {LOGINS}",
        ),
    ]
