from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    """A card that nobody ever confirmed has no date, and is asked about from the day it came."""

    dependencies = [("directory", "0102_rules_of_ones_own")]

    operations = [
        migrations.AddField(
            "service",
            "asked_from",
            models.DateField(
                default=date(2026, 1, 1),  # for what is here; the next migration says it better
                help_text=(
                    "The day it came here: while nobody confirmed it, its keeper is asked from "
                    "then."
                ),
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "service",
            "confirmed_on",
            models.DateField(
                blank=True,
                null=True,
                help_text="When somebody last said that it is right; empty: nobody.",
            ),
        ),
        migrations.AddConstraint(
            "service",
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | models.Q(confirmed_on__isnull=False),
                name="confirmed_by_somebody_on_a_day",
            ),
        ),
        migrations.AlterField("reminder", "confirmed_on", models.DateField(blank=True, null=True)),
        migrations.RemoveConstraint("reminder", "reminded_once"),
        migrations.AddConstraint(
            "reminder",
            models.UniqueConstraint(
                fields=["service", "confirmed_on", "step"],
                name="reminded_once",
                nulls_distinct=False,
            ),
        ),
    ]
