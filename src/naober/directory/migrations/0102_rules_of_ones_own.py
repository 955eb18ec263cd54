from django.db import migrations

from naober.shared.protection import EDITS, EDITS_ALL, EDITS_HERE, policy

TABLE = "directory_freshnessrule"
VERBS = ("insert", "update", "delete")


def policies(condition: str) -> list[str]:
    """Return the SQL that lets rules be written on a condition, in the place of what was there."""
    return [
        *(f"DROP POLICY people_{verb} ON {TABLE}" for verb in VERBS),
        *(policy(TABLE, verb, condition) for verb in VERBS),
    ]


class Migration(migrations.Migration):
    """An editor of a municipality sets how fresh its cards are, and no other's."""

    dependencies = [("directory", "0101_protect_imports")]

    operations = [migrations.RunSQL(policies(f"{EDITS_ALL} OR {EDITS_HERE}"), policies(EDITS))]
