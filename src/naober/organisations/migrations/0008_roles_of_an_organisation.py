from django.db import migrations

from naober.shared.protection import ACTOR, MEMBER_OF, ROLE

# As rules.GIVEN_BY_ADMINISTRATOR: what sees other organisations comes from the platform.
OWN_ROLES = "role IN ('consultant', 'coordinator', 'administrator', 'professional', 'volunteer', 'provider')"
HERE = f"{ROLE} = 'administrator' AND organisation_id = ANY({MEMBER_OF})"
PLATFORM = f"{ROLE} = 'platform_administrator'"
NOT_ME = f"user_id IS DISTINCT FROM {ACTOR}"
WORKS = "member_id IN (SELECT id FROM organisations_membership WHERE status = 'active')"
MINE = f"(SELECT id FROM organisations_membership WHERE user_id = {ACTOR})"
ASKS = (
    f"(({ROLE} IN ('administrator', 'coordinator') AND organisation_id = ANY({MEMBER_OF}))"
    f" OR {PLATFORM}) AND agreed_by_id IS NULL AND asked_by_id IN {MINE}"
    f" AND member_id NOT IN {MINE}"
)
MEMBER = "organisations_membership"
RESET = "organisations_secondstepreset"


def check(verb: str, table: str, condition: str) -> str:
    return f"ALTER POLICY people_{verb} ON {table} WITH CHECK ({condition})"


class Migration(migrations.Migration):
    """An organisation gives its own roles only, and takes a second step only off who works there."""

    dependencies = [("organisations", "0007_what_it_is")]

    operations = [
        migrations.RunSQL(
            [
                check("insert", MEMBER, f"(({HERE} AND {OWN_ROLES}) OR {PLATFORM}) AND {NOT_ME}"),
                check(
                    "update", MEMBER, f"user_id = {ACTOR} OR ({HERE} AND {OWN_ROLES}) OR {PLATFORM}"
                ),
                check("insert", RESET, f"{ASKS} AND {WORKS}"),
            ],
            [
                check("insert", MEMBER, f"({HERE} OR {PLATFORM}) AND {NOT_ME}"),
                check("update", MEMBER, f"user_id = {ACTOR} OR ({HERE}) OR {PLATFORM}"),
                check("insert", RESET, ASKS),
            ],
        )
    ]
