import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0080_compared")]

    operations = [
        migrations.AddField(
            model_name="guidechoice",
            name="within",
            field=models.CharField(
                blank=True,
                choices=[("day", "today or tomorrow"), ("weeks", "within two weeks")],
                max_length=5,
                null=True,
            ),
        ),
        # A guide that is there keeps what it asked: room within two weeks.
        migrations.RunSQL(
            "UPDATE directory_guidechoice SET within = 'weeks' WHERE soon",
            "UPDATE directory_guidechoice SET soon = within IS NOT NULL",
        ),
        migrations.RemoveField(model_name="guidechoice", name="soon"),
        migrations.AddField(
            model_name="guidechoice",
            name="relations",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("partner", "my partner"),
                        ("parent", "my father or mother"),
                        ("child", "my child"),
                        ("sibling", "my brother or sister"),
                        ("grandparent", "my grandparent"),
                        ("friend", "a friend or neighbour"),
                        ("other", "somebody else"),
                    ],
                    max_length=15,
                ),
                blank=True,
                default=list,
                help_text="For whom somebody who says this may care; empty where it does not say.",
                size=None,
            ),
        ),
    ]
