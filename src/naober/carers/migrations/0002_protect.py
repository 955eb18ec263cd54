from django.db import migrations

from naober.shared.protection import ACTOR, CARES_FOR, INTAKE, Protect, policy

OURS = f"organisation_id = ANY({CARES_FOR})"
MINE = f"carer_id IN (SELECT id FROM carers_carer WHERE account_id = {ACTOR})"
HANDED_IN = f"organisation_id = {INTAKE}"

# Foreign keys ignore row-level security: without this a file of one support point could be
# given a part that belongs to another.
SAME_ORGANISATION = """
ALTER TABLE {table} ADD CONSTRAINT {table}_same_organisation
FOREIGN KEY (carer_id, organisation_id) REFERENCES carers_carer (id, organisation_id)
ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE
"""


class Migration(migrations.Migration):
    dependencies = [
        ("carers", "0001_initial"),
        ("audit", "0002_protect"),
        ("organisations", "0002_protect"),
    ]

    operations = [
        Protect(
            "carers_carer",
            select=f"{OURS} OR account_id = {ACTOR}",
            insert=f"{OURS} OR {HANDED_IN}",
            update=f"{OURS} OR account_id = {ACTOR}",
            delete=f"account_id = {ACTOR}",
        ),
        *(
            Protect(
                table,
                select=f"{OURS} OR {MINE}",
                insert=f"{OURS} OR {MINE} OR {HANDED_IN}",
                update=f"{OURS} OR {MINE}",
                delete=MINE,
            )
            for table in ("carers_caresituation", "carers_consent")
        ),
        *(
            migrations.RunSQL(
                SAME_ORGANISATION.format(table=table),
                f"ALTER TABLE {table} DROP CONSTRAINT {table}_same_organisation",
            )
            for table in ("carers_caresituation", "carers_consent")
        ),
        migrations.RunSQL(
            policy(
                "audit_event",
                "select",
                f"subject_id IN (SELECT id FROM carers_carer WHERE account_id = {ACTOR})",
                name="subject",
            )
            + "; GRANT SELECT ON audit_event TO naober_app, naober_worker",
            "DROP POLICY subject_select ON audit_event;"
            "REVOKE SELECT ON audit_event FROM naober_app, naober_worker",
        ),
    ]
