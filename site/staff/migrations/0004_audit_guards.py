"""The database itself refuses to change or shorten the audit (see `staff.trail.guards`).

A migration of its own: PostgreSQL takes no trigger on a table that has pending rows in the same transaction.
"""

from django.db import migrations

from staff.trail import guards


def guard(apps, schema_editor):
    guards.install_triggers(schema_editor.connection)


def unguard(apps, schema_editor):
    guards.remove_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_doors")]

    operations = [migrations.RunPython(guard, unguard)]
