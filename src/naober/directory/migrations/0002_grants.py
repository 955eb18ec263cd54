from django.db import migrations

from naober.shared.protection import AllowReading


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        AllowReading(
            [
                "directory_category",
                "directory_service",
                "directory_service_municipalities",
                "directory_servicecategory",
            ]
        )
    ]
