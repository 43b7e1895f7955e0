from django.db import migrations


def make_group(apps, schema_editor):
    """Its permissions: portal/roles.py."""
    apps.get_model("auth", "Group").objects.bulk_create(
        [apps.get_model("auth", "Group")(name="Darurat redaksi")], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_roles")]

    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]
