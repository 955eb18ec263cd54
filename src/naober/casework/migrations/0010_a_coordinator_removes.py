from django.db import migrations

from naober.shared.protection import CARES_FOR, ROLE, policy

COORDINATES = f"{ROLE} = 'coordinator'"
OURS = f"organisation_id = ANY({CARES_FOR})"
IN_OUR_FILE = f"carer_id IN (SELECT id FROM carers_carer WHERE {OURS})"
REFERRED = f"referral_id IN (SELECT id FROM casework_referral WHERE {IN_OUR_FILE})"

REMOVES = {
    "casework_case": OURS,
    "casework_contact": OURS,
    "casework_earliernote": OURS,
    "casework_referral": IN_OUR_FILE,  # its organisation is the one that receives it
    "casework_referralevent": REFERRED,
}


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0009_protect_referrals"),
        ("carers", "0004_a_coordinator_removes"),
    ]

    operations = [
        migrations.RunSQL(
            policy(table, "delete", f"{COORDINATES} AND {condition}", name="coordinator"),
            f"DROP POLICY coordinator_delete ON {table}",
        )
        for table, condition in REMOVES.items()
    ]
