from django.db import migrations

from naober.shared.protection import ACTOR, EDITS, EDITS_ALL, SYSTEM, Protect

MYSELF = f"(SELECT id FROM organisations_membership WHERE user_id = {ACTOR})"


class Migration(migrations.Migration):
    """An editor of the region brings a file as themselves; all editors read what became of it.

    A job says that it broke off, and removes what grew old, as the system.
    """

    dependencies = [
        ("directory", "0100_imports"),
        ("organisations", "0030_an_import_brings_organisations"),
    ]

    operations = [
        Protect(
            "directory_importrun",
            select=f"{EDITS} OR {SYSTEM}",
            insert=f"{EDITS_ALL} AND made_by_id IN {MYSELF}",
            update=f"({EDITS_ALL} AND made_by_id IN {MYSELF}) OR {SYSTEM}",
            update_using=f"{EDITS_ALL} OR {SYSTEM}",
            delete=f"{EDITS_ALL} OR {SYSTEM}",
        )
    ]
