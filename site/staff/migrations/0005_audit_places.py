"""The triggers of the audit anew: on SQLite a row of it is no longer replaced (see `staff.trail.guards`)."""

from django.db import migrations

from staff.trail import guards


def guard(apps, schema_editor):
    guards.install_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_audit_guards")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
