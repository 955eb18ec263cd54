from django.db import migrations

from naober.shared.protection import EDITS, Protect

WORKER_ONLY = "REVOKE INSERT, UPDATE ON organisations_organisation FROM naober_app"


class Migration(migrations.Migration):
    """Everybody reads organisations; a job of an editor, which imports a file, adds and changes."""

    dependencies = [("organisations", "0020_who_is_reminded")]

    operations = [
        Protect("organisations_organisation", select="true", insert=EDITS, update=EDITS),
        migrations.RunSQL(WORKER_ONLY, migrations.RunSQL.noop),
    ]
