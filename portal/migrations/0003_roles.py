from django.db import migrations

ROLES = ["Penulis", "Peninjau", "Pemimpin redaksi", "Triase", "Petugas netralitas", "Editor data"]


def make_groups(apps, schema_editor):
    """Their permissions: portal/roles.py."""
    Group = apps.get_model("auth", "Group")
    Group.objects.bulk_create([Group(name=name) for name in ROLES], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_question"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
