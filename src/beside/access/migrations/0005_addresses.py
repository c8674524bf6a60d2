from django.db import migrations

# Accounts made before have no address to which a link for a new password could go.
ADDRESSES = """
INSERT INTO account_emailaddress (user_id, email, verified, "primary")
SELECT a.subject_id, a.email, false, true FROM access_account a
WHERE a.email <> '' AND NOT EXISTS (
  SELECT FROM account_emailaddress e WHERE e.user_id = a.subject_id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_sign_in_card"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]
    operations = [migrations.RunSQL(ADDRESSES, migrations.RunSQL.noop)]
