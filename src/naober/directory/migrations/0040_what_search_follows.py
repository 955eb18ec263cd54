from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_protect")]

    operations = [
        migrations.AddIndex(
            model_name="service",
            index=models.Index(
                condition=models.Q(("published", True)),
                fields=["changed_at"],
                include=("organisation", "published"),
                name="what_search_follows",
            ),
        ),
    ]
