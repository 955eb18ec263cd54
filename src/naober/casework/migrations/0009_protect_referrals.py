from django.db import migrations

from naober.shared.protection import (
    ACTOR,
    CARES_FOR,
    KEEPS,
    MEMBER_OF,
    REFERRAL,
    SYSTEM,
    Protect,
)

MYSELF = f"(SELECT id FROM organisations_membership WHERE user_id = {ACTOR})"
MY_FILE = f"carer_id IN (SELECT id FROM carers_carer WHERE account_id = {ACTOR})"
SENT_BY_ME = f"(sender_organisation_id = ANY({MEMBER_OF}) AND sender_id IN {MYSELF})"
# Colleagues who care for people stand in for each other; a practice sees what each sent.
SENT_HERE = f"(sender_organisation_id = ANY({CARES_FOR}) OR {SENT_BY_ME})"
RECEIVED = f"(organisation_id = ANY({CARES_FOR}) OR {KEEPS})"
THIS_ONE = f"id = {REFERRAL}"
THEIRS = f"{SENT_HERE} OR {RECEIVED} OR {MY_FILE} OR {THIS_ONE}"
OF_THE_CARD = (
    "organisation_id = (SELECT s.organisation_id FROM directory_service s WHERE s.id = service_id)"
)

# Foreign keys ignore row-level security.
CONSTRAINTS = """
ALTER TABLE casework_referral ADD CONSTRAINT casework_referral_sender_from_here
  FOREIGN KEY (sender_id, sender_organisation_id)
  REFERENCES organisations_membership (id, organisation_id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE casework_referral ADD CONSTRAINT casework_referral_carer_of_sender
  FOREIGN KEY (carer_id, sender_organisation_id) REFERENCES carers_carer (id, organisation_id)
  ON UPDATE CASCADE DEFERRABLE INITIALLY IMMEDIATE
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0008_referrals"),
        ("directory", "0006_protect"),
        ("carers", "0002_protect"),
    ]

    operations = [
        Protect(
            "casework_referral",
            select=f"{THEIRS} OR ({SYSTEM} AND state IN ('sent', 'expired'))",
            insert=(
                f"state = 'sent' AND {OF_THE_CARD} AND ({SENT_BY_ME}"
                f" OR (sender_organisation_id IS NULL AND ({MY_FILE}"
                f" OR ({THIS_ONE} AND carer_id IS NULL))))"
            ),
            # Nobody in person lets one expire, and can do nothing else with it.
            update=f"{THEIRS} OR ({SYSTEM} AND state = 'expired')",
            update_using=f"{THEIRS} OR ({SYSTEM} AND state = 'sent')",
            delete=MY_FILE,
        ),
        # Who may see a referral may see its steps: this asks the policies of the referral.
        Protect(
            "casework_referralevent",
            select="referral_id IN (SELECT id FROM casework_referral)",
            insert=(
                "referral_id IN (SELECT id FROM casework_referral)"
                f" OR ({SYSTEM} AND kind = 'expired' AND organisation_id IS NULL)"
            ),
            delete=f"referral_id IN (SELECT id FROM casework_referral WHERE {MY_FILE})",
        ),
        migrations.RunSQL(
            CONSTRAINTS,
            "ALTER TABLE casework_referral DROP CONSTRAINT casework_referral_carer_of_sender;"
            "ALTER TABLE casework_referral DROP CONSTRAINT casework_referral_sender_from_here",
        ),
    ]
