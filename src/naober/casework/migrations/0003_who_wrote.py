from django.db import migrations

from naober.shared.protection import ACTOR, policy


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_protect")]

    operations = [
        # A carer sees what was written down about them, so also who wrote it: without this a
        # contact by an earlier contact person or the coordinator is hidden with its writer.
        migrations.RunSQL(
            policy(
                "organisations_membership",
                "select",
                "id IN (SELECT by_id FROM casework_contact WHERE carer_id IN"
                f" (SELECT id FROM carers_carer WHERE account_id = {ACTOR}))",
                name="contact_writer",
            ),
            "DROP POLICY contact_writer_select ON organisations_membership",
        )
    ]
