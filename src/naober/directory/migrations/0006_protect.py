from django.db import migrations

from naober.shared.protection import (
    ACTOR,
    EDITS,
    KEEPS,
    MEMBER_OF,
    ROLE,
    SYSTEM,
    AllowReading,
    Protect,
    policy,
)

OURS = f"service_id IN (SELECT id FROM directory_service WHERE organisation_id = ANY({MEMBER_OF}))"
OWN_CARD = f"({ROLE} = 'provider' AND {OURS})"
ITS_CARD = f"({EDITS} OR {OWN_CARD})"
MYSELF = f"(SELECT id FROM organisations_membership WHERE user_id = {ACTOR})"
OF_THE_CARD = (
    "organisation_id = (SELECT s.organisation_id FROM directory_service s WHERE s.id = service_id)"
)
PUBLIC = "true"

# Where a card is, when and of what kind: everybody reads it, who keeps the card changes it.
PARTS = (
    "directory_service_municipalities", "directory_servicecategory",
    "directory_serviceatlocation", "directory_openinghours",
)  # fmt: skip
# What an editor keeps and everybody reads.
EDITED = (
    "directory_everydayword", "directory_freshnessrule", "directory_guidequestion",
    "directory_guidechoice", "directory_guidelead",
)  # fmt: skip


def everything(table, condition, *, select=""):
    return Protect(
        table, select=select or condition, insert=condition, update=condition, delete=condition
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_no_postcode"), ("organisations", "0007_what_it_is")]

    operations = [
        Protect(
            "directory_service",
            select=f"published OR {EDITS} OR {KEEPS}",
            # A new card of an organisation is not public before an editor saw it.
            insert=f"{EDITS} OR ({KEEPS} AND NOT published)",
            update=f"{EDITS} OR {KEEPS}",
            delete=f"{EDITS} OR ({KEEPS} AND NOT published)",
        ),
        everything("directory_location", f"{EDITS} OR {KEEPS}", select=PUBLIC),
        *(everything(table, ITS_CARD, select=PUBLIC) for table in PARTS),
        *(everything(table, EDITS, select=PUBLIC) for table in EDITED),
        everything("directory_guideversion", EDITS, select=f"state <> 'draft' OR {EDITS}"),
        everything("directory_sourcerecord", EDITS),
        Protect(
            "directory_cardversion",
            select=ITS_CARD,
            insert=(
                f"({EDITS} OR ({OWN_CARD} AND state IN ('draft', 'proposed')))"
                f" AND made_by_id IN {MYSELF}"
            ),
            update=f"{EDITS} OR ({OWN_CARD} AND state IN ('draft', 'proposed'))",
            update_using=f"{EDITS} OR ({OWN_CARD} AND state <> 'approved')",
            delete=f"{EDITS} OR ({OWN_CARD} AND state <> 'approved')",
        ),
        # Whoever reads a card may say that it is wrong, and cannot read what others said.
        Protect(
            "directory_cardreport",
            select=f"{EDITS} OR {KEEPS}",
            insert=f"handled_at IS NULL AND handled_by_id IS NULL AND {OF_THE_CARD}",
            update=f"{EDITS} OR {KEEPS}",
            delete=EDITS,
        ),
        Protect(
            "directory_cardcount",
            select=f"{SYSTEM} OR {ITS_CARD}",
            insert=SYSTEM,
            update=SYSTEM,
            delete=ITS_CARD,
        ),
        Protect(
            "directory_reminder",
            select=f"{SYSTEM} OR {ITS_CARD}",
            insert=SYSTEM,
            delete=ITS_CARD,
        ),
        Protect(
            "directory_unansweredsearch",
            select=f"{SYSTEM} OR {EDITS}",
            insert=SYSTEM,
            update=SYSTEM,
            delete=f"{SYSTEM} OR {EDITS}",
        ),
        AllowReading(["directory_officialname"]),
        # An editor sees who keeps the cards of an organisation, to know who proposed a change.
        migrations.RunSQL(
            policy(
                "organisations_membership",
                "select",
                f"{EDITS} AND role = 'provider'",
                name="keepers",
            ),
            "DROP POLICY keepers_select ON organisations_membership",
        ),
    ]
