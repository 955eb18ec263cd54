from django.db import migrations

from naober.shared.protection import ACTOR, MEMBER_OF, ROLE

ADMINISTERS = (
    f"({ROLE} = 'administrator' AND organisation_id = ANY({MEMBER_OF}))"
    f" OR {ROLE} = 'platform_administrator'"
)
POLICY = "ALTER POLICY people_insert ON organisations_membership WITH CHECK"


class Migration(migrations.Migration):
    """An administrator, who sees no carers, cannot become a coordinator by their own invitation."""

    dependencies = [("organisations", "0002_protect")]

    operations = [
        migrations.RunSQL(
            f"{POLICY} (({ADMINISTERS}) AND user_id IS DISTINCT FROM {ACTOR})",
            f"{POLICY} ({ADMINISTERS})",
        )
    ]
