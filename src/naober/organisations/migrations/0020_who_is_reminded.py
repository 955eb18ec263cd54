from django.db import migrations

from naober.shared.protection import SYSTEM, policy


class Migration(migrations.Migration):
    """The job that reminds of cards sees who keeps them and who edits, and no other colleague."""

    dependencies = [("organisations", "0008_roles_of_an_organisation")]

    operations = [
        migrations.RunSQL(
            policy(
                "organisations_membership",
                "select",
                f"{SYSTEM} AND role IN ('provider', 'editor')",
                name="reminded",
            ),
            "DROP POLICY reminded_select ON organisations_membership",
        )
    ]
