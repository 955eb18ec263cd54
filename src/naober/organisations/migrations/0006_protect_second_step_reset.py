from django.db import migrations

from naober.shared.protection import ACTOR, MEMBER_OF, ROLE, Protect

MINE = f"(SELECT id FROM organisations_membership WHERE user_id = {ACTOR})"
HERE = (
    f"(({ROLE} IN ('administrator', 'coordinator') AND organisation_id = ANY({MEMBER_OF}))"
    f" OR {ROLE} = 'platform_administrator')"
)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_secondstepreset")]

    operations = [
        Protect(
            "organisations_secondstepreset",
            select=HERE,
            insert=(
                f"{HERE} AND agreed_by_id IS NULL"
                f" AND asked_by_id IN {MINE} AND member_id NOT IN {MINE}"
            ),
            # The second who agrees is another account than the first, and than the one it is about.
            update=(
                f"{HERE} AND agreed_by_id IN {MINE}"
                f" AND asked_by_id NOT IN {MINE} AND member_id NOT IN {MINE}"
            ),
            update_using=f"{HERE} AND agreed_by_id IS NULL",
        ),
        migrations.RunSQL(
            "ALTER TABLE organisations_secondstepreset ADD CONSTRAINT reset_of_a_member_from_here"
            " FOREIGN KEY (member_id, organisation_id)"
            " REFERENCES organisations_membership (id, organisation_id)"
            " ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE",
            "ALTER TABLE organisations_secondstepreset DROP CONSTRAINT reset_of_a_member_from_here",
        ),
    ]
