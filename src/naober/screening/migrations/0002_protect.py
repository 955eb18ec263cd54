from django.db import migrations

from naober.shared.protection import ACTOR, CARES_FOR, INTAKE, Protect

OURS = f"organisation_id = ANY({CARES_FOR})"
MINE = f"carer_id IN (SELECT id FROM carers_carer WHERE account_id = {ACTOR})"


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial"), ("carers", "0002_protect")]

    operations = [
        Protect(
            "screening_checkup",
            select=f"{OURS} OR {MINE}",
            insert=f"{OURS} OR {MINE} OR organisation_id = {INTAKE}",
            delete=MINE,
        ),
        migrations.RunSQL(
            "ALTER TABLE screening_checkup ADD CONSTRAINT screening_checkup_same_organisation"
            " FOREIGN KEY (carer_id, organisation_id) REFERENCES carers_carer (id, organisation_id)"
            " ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE",
            "ALTER TABLE screening_checkup DROP CONSTRAINT screening_checkup_same_organisation",
        ),
    ]
