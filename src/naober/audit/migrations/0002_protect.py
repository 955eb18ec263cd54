from django.db import migrations

from naober.shared.protection import ACTOR, Protect

APPEND_ONLY = """
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is only added to' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        # Nobody writes a line in another's name; the policy for reading one's own lines comes
        # with the carers, who are a layer above.
        Protect("audit_event", insert=f"user_id IS NOT DISTINCT FROM {ACTOR}"),
        migrations.RunSQL(
            "GRANT INSERT ON audit_event TO naober_audit;"
            "CREATE POLICY log_insert ON audit_event FOR INSERT TO naober_audit WITH CHECK (true);"
            + APPEND_ONLY,
            "DROP TRIGGER append_only ON audit_event; DROP FUNCTION audit_append_only();"
            "DROP POLICY log_insert ON audit_event; REVOKE INSERT ON audit_event FROM naober_audit",
        ),
    ]
