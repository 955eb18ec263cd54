from django.db import migrations

DAY = "AT TIME ZONE 'Europe/Amsterdam')::date"

FORGET = f"""
UPDATE directory_service SET asked_from = (changed_at {DAY};
UPDATE directory_service one SET confirmed_on = NULL, asked_from = (now() {DAY}, changed_at = now()
WHERE one.confirmed_by_id IS NULL
  AND EXISTS (
    SELECT FROM directory_sourcerecord r WHERE r.kind = 'service' AND r.target_id = one.id
  )
  AND EXISTS (
    SELECT FROM audit_event e
    WHERE e.kind = 'directory.imported' AND (e.at {DAY} = one.confirmed_on
  );
"""

BACK = """
UPDATE directory_service SET confirmed_on = asked_from WHERE confirmed_on IS NULL;
DELETE FROM directory_reminder WHERE confirmed_on IS NULL;
"""


class Migration(migrations.Migration):
    """Take back that a card was confirmed on the day on which its file came in.

    Such a card came from a file, its date is the day of an import by the log, and it is not known
    who confirmed it: by a click that is always known. Who keeps it is asked from today on.
    """

    dependencies = [
        ("directory", "0110_not_checked_yet"),
        ("audit", "0002_protect"),
    ]

    operations = [migrations.RunSQL(FORGET, BACK)]
