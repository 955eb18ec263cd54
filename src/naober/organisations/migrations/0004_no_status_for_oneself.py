from django.db import migrations

KEEP_OWN_ROLE = """
CREATE OR REPLACE FUNCTION organisations_keep_own_role() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.user_id = nullif(current_setting('naober.actor', true), '')::bigint
     AND ((NEW.role, NEW.organisation_id, NEW.user_id, NEW.caseload_ceiling)
         IS DISTINCT FROM (OLD.role, OLD.organisation_id, OLD.user_id, OLD.caseload_ceiling)
         {status}) THEN
    RAISE EXCEPTION 'nobody changes their own role' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
"""
# Only saying yes to an invitation is one's own; who is suspended stays so.
STATUS = "OR (NEW.status <> OLD.status AND (OLD.status, NEW.status) <> ('invited', 'active'))"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_no_role_for_oneself")]

    operations = [
        migrations.RunSQL(KEEP_OWN_ROLE.format(status=STATUS), KEEP_OWN_ROLE.format(status=""))
    ]
