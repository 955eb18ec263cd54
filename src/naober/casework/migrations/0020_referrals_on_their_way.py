from django.db import migrations, models

from naober.shared.protection import SYSTEM, policy

SEES = "referral_id IN (SELECT id FROM casework_referral)"
WITHOUT_FILE = f"{SYSTEM} AND carer_id IS NULL AND state <> 'sent'"
IN_NO_FILE = f"referral_id IN (SELECT id FROM casework_referral WHERE {WITHOUT_FILE})"
EVENTS, REFERRALS = "casework_referralevent", "casework_referral"


def _steps_of_jobs(*kinds: str) -> str:
    named = ", ".join(f"'{kind}'" for kind in kinds)
    return f"{SEES} OR ({SYSTEM} AND kind IN ({named}) AND organisation_id IS NULL)"


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_a_coordinator_removes")]

    operations = [
        migrations.AddField(
            "referral",
            "sender_email",
            models.EmailField(
                blank=True,
                max_length=254,
                help_text="For word that there is news; not shown.",
            ),
        ),
        migrations.AddField("referral", "ended_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField(
            "referral",
            "taken_off_at",
            models.DateTimeField(
                null=True,
                blank=True,
                help_text="When the sender took what came back off the list.",
            ),
        ),
        migrations.AddField(
            "referral",
            "receiver_key_sealed",
            models.TextField(
                blank=True,
                help_text="The key for the link in reminders, locked; gone after the answer.",
            ),
        ),
        migrations.RunSQL(
            [
                f"DROP POLICY people_insert ON {EVENTS}",
                policy(EVENTS, "insert", _steps_of_jobs("expired", "reminded", "reminded_last")),
                # Referrals of people without a file here go, some time after their end.
                policy(REFERRALS, "select", WITHOUT_FILE, name="system_ended"),
                policy(REFERRALS, "delete", WITHOUT_FILE, name="system_ended"),
                policy(EVENTS, "delete", IN_NO_FILE, name="system_ended"),
            ],
            [
                f"DROP POLICY people_insert ON {EVENTS}",
                policy(EVENTS, "insert", _steps_of_jobs("expired")),
                f"DROP POLICY system_ended_select ON {REFERRALS}",
                f"DROP POLICY system_ended_delete ON {REFERRALS}",
                f"DROP POLICY system_ended_delete ON {EVENTS}",
            ],
        ),
    ]
