from django.db import migrations

PARTS = ("directory_guidequestion", "directory_guidechoice", "directory_guidelead")

# A guide that was public is never changed: what somebody was led to can be read afterwards, and an
# old version that is put back is the one of then. Only a draft changes; migrations may mend.
FIXED = """
CREATE FUNCTION directory_guide_state(part text, row_of jsonb) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
  SELECT v.state FROM directory_guideversion v WHERE v.id = CASE part
    WHEN 'directory_guidequestion' THEN (row_of->>'version_id')::bigint
    WHEN 'directory_guidechoice' THEN (
      SELECT q.version_id FROM directory_guidequestion q
      WHERE q.id = (row_of->>'question_id')::bigint)
    ELSE (
      SELECT q.version_id FROM directory_guidechoice c
      JOIN directory_guidequestion q ON q.id = c.question_id
      WHERE c.id = (row_of->>'choice_id')::bigint)
  END
$$;
CREATE FUNCTION directory_guide_part_is_fixed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user <> 'naober_owner' AND (
    TG_OP <> 'INSERT'
      AND directory_guide_state(TG_TABLE_NAME, to_jsonb(OLD)) IS DISTINCT FROM 'draft'
    OR TG_OP <> 'DELETE'
      AND directory_guide_state(TG_TABLE_NAME, to_jsonb(NEW)) IS DISTINCT FROM 'draft'
  ) THEN
    RAISE EXCEPTION 'only a draft of the guide changes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE FUNCTION directory_guide_version_is_fixed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user <> 'naober_owner' AND OLD.state <> 'draft' AND (
    TG_OP = 'DELETE' OR NEW.state = 'draft'
      OR (NEW.id, NEW.number, NEW.made_at) IS DISTINCT FROM (OLD.id, OLD.number, OLD.made_at)
  ) THEN
    RAISE EXCEPTION 'a guide that was public stays' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER guide_is_fixed BEFORE UPDATE OR DELETE ON directory_guideversion
FOR EACH ROW EXECUTE FUNCTION directory_guide_version_is_fixed();
"""
ON_PARTS = "".join(
    f"CREATE TRIGGER guide_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON {part}"
    " FOR EACH ROW EXECUTE FUNCTION directory_guide_part_is_fixed();"
    for part in PARTS
)
UNFIXED = "".join(
    f"DROP TRIGGER guide_is_fixed ON {table};" for table in (*PARTS, "directory_guideversion")
) + (
    "DROP FUNCTION directory_guide_part_is_fixed(); DROP FUNCTION directory_guide_version_is_fixed();"
    "DROP FUNCTION directory_guide_state(text, jsonb)"
)


class Migration(migrations.Migration):
    dependencies = [("directory", "0090_how_soon_and_for_whom")]

    operations = [migrations.RunSQL(FIXED + ON_PARTS, UNFIXED)]
