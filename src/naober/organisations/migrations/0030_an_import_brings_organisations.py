from django.db import migrations

from naober.shared.protection import EDITS_ALL, AllowReading, Protect

TABLE = "organisations_organisation"
READ_AGAIN = AllowReading([TABLE]).sql
WORKER_ONLY = f"REVOKE INSERT, UPDATE ON {TABLE} FROM naober_app"


class Migration(migrations.Migration):
    """Everybody reads organisations; a job of an editor of the region adds and changes them."""

    dependencies = [("organisations", "0020_who_is_reminded")]

    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, READ_AGAIN),
        Protect(TABLE, select="true", insert=EDITS_ALL, update=EDITS_ALL),
        migrations.RunSQL(WORKER_ONLY, migrations.RunSQL.noop),
    ]
