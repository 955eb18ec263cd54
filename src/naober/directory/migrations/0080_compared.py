import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from naober.shared.protection import ACTOR, EDITS, Protect

MYSELF = f"(SELECT id FROM organisations_membership WHERE user_id = {ACTOR})"


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0040_what_search_follows"),
        ("organisations", "0020_who_is_reminded"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComparedCards",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kept_version", models.PositiveIntegerField(blank=True, null=True)),
                ("gone_version", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "moved_reports",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "moved_records",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "moved_cards",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        blank=True,
                        default=list,
                        help_text="That led to the one that went.",
                        size=None,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.service",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.service",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.membership",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.service",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "compared cards",
                "ordering": ["-made_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="compared_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="compared_in_order",
                    ),
                ],
            },
        ),
        Protect(
            "directory_comparedcards",
            select=EDITS,
            insert=f"{EDITS} AND made_by_id IN {MYSELF}",
            update=EDITS,
            delete=EDITS,
        ),
    ]
