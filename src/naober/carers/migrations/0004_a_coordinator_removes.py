from django.db import migrations, models

from naober.shared.protection import CARES_FOR, ROLE, policy

# Somebody without an account asks the coordinator to remove everything.
REMOVES = f"{ROLE} = 'coordinator' AND organisation_id = ANY({CARES_FOR})"

# Whether an account can go depends on rows that nobody in one support point may see. The answer is
# one word, for the code that removes a file or corrects an address.
OPENS_NOTHING = """
CREATE FUNCTION carers_account_opens_nothing(account bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE nothing boolean;
BEGIN
  PERFORM set_config('naober.migrating', 'on', true);
  nothing := NOT EXISTS (SELECT FROM organisations_membership WHERE user_id = account)
         AND NOT EXISTS (SELECT FROM carers_carer WHERE account_id = account);
  PERFORM set_config('naober.migrating', '', true);
  RETURN nothing;
END $$;
REVOKE ALL ON FUNCTION carers_account_opens_nothing(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION carers_account_opens_nothing(bigint)
TO naober_app, naober_worker, naober_system;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("carers", "0003_addresses_in_lower_case"),
        ("organisations", "0002_protect"),
    ]

    operations = [
        migrations.AlterField(
            model_name="carer",
            name="is_young",
            field=models.BooleanField(
                default=False, help_text="As said at the door; the year of birth comes before it."
            ),
        ),
        *(
            migrations.RunSQL(
                policy(table, "delete", REMOVES, name="coordinator"),
                f"DROP POLICY coordinator_delete ON {table}",
            )
            for table in ("carers_carer", "carers_caresituation", "carers_consent")
        ),
        migrations.RunSQL(OPENS_NOTHING, "DROP FUNCTION carers_account_opens_nothing(bigint)"),
    ]
