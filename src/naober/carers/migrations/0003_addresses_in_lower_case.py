from django.db import migrations


class Migration(migrations.Migration):
    """A mail address is kept as accounts keep it: in lower case."""

    dependencies = [("carers", "0002_protect")]

    operations = [
        migrations.RunSQL(
            "UPDATE carers_carer SET email = lower(email) WHERE email <> lower(email)",
            migrations.RunSQL.noop,
        )
    ]
