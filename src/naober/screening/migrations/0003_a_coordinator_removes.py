from django.db import migrations

from naober.shared.protection import CARES_FOR, ROLE, policy

REMOVES = f"{ROLE} = 'coordinator' AND organisation_id = ANY({CARES_FOR})"


class Migration(migrations.Migration):
    dependencies = [("screening", "0002_protect"), ("carers", "0004_a_coordinator_removes")]

    operations = [
        migrations.RunSQL(
            policy("screening_checkup", "delete", REMOVES, name="coordinator"),
            "DROP POLICY coordinator_delete ON screening_checkup",
        )
    ]
