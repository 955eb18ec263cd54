from django.db import migrations


def give_locations(apps, _):
    """A card with a postcode happens at a location of its organisation in that area."""
    Service = apps.get_model("directory", "Service")
    Location = apps.get_model("directory", "Location")
    At = apps.get_model("directory", "ServiceAtLocation")
    found = {}
    for service in Service.objects.exclude(postcode=None).select_related(
        "organisation", "postcode"
    ):
        area = service.postcode
        key = (service.organisation_id, area.pc4)
        if key not in found:
            found[key] = Location.objects.create(
                organisation_id=service.organisation_id,
                name=service.organisation.name,
                postcode=area.pc4,
                place=area.place,
                area=area,
            )
        At.objects.create(service=service, location=found[key])


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_trusted_map")]

    operations = [migrations.RunPython(give_locations, migrations.RunPython.noop)]
