from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_locations")]

    operations = [migrations.RemoveField(model_name="service", name="postcode")]
