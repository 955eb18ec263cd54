from django.db import migrations

from naober.shared.protection import ACTOR, CARES_FOR, INTAKE, Protect, policy

OURS = f"organisation_id = ANY({CARES_FOR})"
MINE = f"carer_id IN (SELECT id FROM carers_carer WHERE account_id = {ACTOR})"

CONSTRAINTS = """
ALTER TABLE casework_case ADD CONSTRAINT casework_case_same_organisation
  FOREIGN KEY (carer_id, organisation_id) REFERENCES carers_carer (id, organisation_id)
  ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE casework_case ADD CONSTRAINT casework_case_contact_person_from_here
  FOREIGN KEY (contact_person_id, organisation_id)
  REFERENCES organisations_membership (id, organisation_id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE casework_contact ADD CONSTRAINT casework_contact_same_organisation
  FOREIGN KEY (carer_id, organisation_id) REFERENCES carers_carer (id, organisation_id)
  ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("carers", "0002_protect")]

    operations = [
        Protect(
            "casework_case",
            select=f"{OURS} OR {MINE}",
            insert=f"{OURS} OR organisation_id = {INTAKE}",
            # A carer who takes back consent ends the case; nothing else of it is theirs to change.
            update=f"{OURS} OR ({MINE} AND status = 'ended')",
            update_using=f"{OURS} OR {MINE}",
            delete=MINE,
        ),
        Protect(
            "casework_contact",
            select=f"{OURS} OR {MINE}",
            insert=OURS,
            delete=MINE,
        ),
        migrations.RunSQL(
            CONSTRAINTS,
            "ALTER TABLE casework_contact DROP CONSTRAINT casework_contact_same_organisation;"
            "ALTER TABLE casework_case DROP CONSTRAINT casework_case_contact_person_from_here;"
            "ALTER TABLE casework_case DROP CONSTRAINT casework_case_same_organisation",
        ),
        # A carer may see the name and telephone number of their own contact person.
        migrations.RunSQL(
            policy(
                "organisations_membership",
                "select",
                "id IN (SELECT contact_person_id FROM casework_case WHERE carer_id IN"
                f" (SELECT id FROM carers_carer WHERE account_id = {ACTOR}))",
                name="contact_person",
            ),
            "DROP POLICY contact_person_select ON organisations_membership",
        ),
    ]
