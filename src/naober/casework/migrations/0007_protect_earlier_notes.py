from django.db import migrations

from naober.shared.protection import ACTOR, CARES_FOR, Protect, policy

OURS = f"organisation_id = ANY({CARES_FOR})"
MINE = f"carer_id IN (SELECT id FROM carers_carer WHERE account_id = {ACTOR})"


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_earlier_notes")]

    operations = [
        # What was said before is added and never changed.
        Protect("casework_earliernote", select=f"{OURS} OR {MINE}", insert=OURS, delete=MINE),
        migrations.RunSQL(
            "ALTER TABLE casework_earliernote ADD CONSTRAINT casework_earliernote_same_organisation"
            " FOREIGN KEY (carer_id, organisation_id)"
            " REFERENCES carers_carer (id, organisation_id)"
            " ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE",
            "ALTER TABLE casework_earliernote DROP CONSTRAINT"
            " casework_earliernote_same_organisation",
        ),
        # Of a contact only the words can be corrected; who, when and with whom stay.
        migrations.RunSQL(
            policy("casework_contact", "update", OURS)
            + "; GRANT UPDATE (note) ON casework_contact TO naober_app, naober_worker",
            "DROP POLICY people_update ON casework_contact;"
            "REVOKE UPDATE (note) ON casework_contact FROM naober_app, naober_worker",
        ),
        migrations.RunSQL(
            policy(
                "organisations_membership",
                "select",
                "id IN (SELECT corrected_by_id FROM casework_earliernote WHERE carer_id IN"
                f" (SELECT id FROM carers_carer WHERE account_id = {ACTOR}))",
                name="note_corrector",
            ),
            "DROP POLICY note_corrector_select ON organisations_membership",
        ),
    ]
