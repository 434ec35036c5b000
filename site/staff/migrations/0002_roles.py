"""The five roles. Their permissions follow after the last migration, when all of them exist.

See `staff.roles`: `complete_roles` runs after every `migrate`.
"""

from django.db import migrations

NAMES = ("Editor", "Clinical reviewer", "Front desk", "Manager", "Administrator")


def make_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in NAMES:
        Group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
