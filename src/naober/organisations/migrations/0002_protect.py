from django.db import migrations

from naober.shared.protection import ACTOR, MEMBER_OF, ROLE, AllowReading, Protect

ADMINISTERS = (
    f"({ROLE} = 'administrator' AND organisation_id = ANY({MEMBER_OF}))"
    f" OR {ROLE} = 'platform_administrator'"
)

# Nobody changes their own role or organisation, not even an administrator.
KEEP_OWN_ROLE = """
CREATE FUNCTION organisations_keep_own_role() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.user_id = nullif(current_setting('naober.actor', true), '')::bigint
     AND (NEW.role, NEW.organisation_id, NEW.user_id, NEW.caseload_ceiling)
         IS DISTINCT FROM (OLD.role, OLD.organisation_id, OLD.user_id, OLD.caseload_ceiling) THEN
    RAISE EXCEPTION 'nobody changes their own role' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_own_role BEFORE UPDATE ON organisations_membership
FOR EACH ROW EXECUTE FUNCTION organisations_keep_own_role();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial"), ("accounts", "0002_grants")]

    operations = [
        AllowReading(
            ["organisations_municipality", "organisations_postcode", "organisations_organisation"]
        ),
        Protect(
            "organisations_membership",
            select=(
                f"user_id = {ACTOR} OR organisation_id = ANY({MEMBER_OF})"
                f" OR {ROLE} = 'platform_administrator'"
            ),
            insert=ADMINISTERS,
            update=f"user_id = {ACTOR} OR {ADMINISTERS}",
        ),
        migrations.RunSQL(
            KEEP_OWN_ROLE,
            "DROP TRIGGER keep_own_role ON organisations_membership;"
            "DROP FUNCTION organisations_keep_own_role()",
        ),
    ]
