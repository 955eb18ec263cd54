from django.db import migrations

from naober.shared.protection import ACTOR, EDITS, SYSTEM, Protect

MYSELF = f"(SELECT id FROM organisations_membership WHERE user_id = {ACTOR})"


class Migration(migrations.Migration):
    """An editor brings a file as themselves; the job that tidies up removes what grew old."""

    dependencies = [
        ("directory", "0100_imports"),
        ("organisations", "0030_an_import_brings_organisations"),
    ]

    operations = [
        Protect(
            "directory_importrun",
            select=f"{EDITS} OR {SYSTEM}",
            insert=f"{EDITS} AND made_by_id IN {MYSELF}",
            update=EDITS,
            delete=f"{EDITS} OR {SYSTEM}",
        )
    ]
