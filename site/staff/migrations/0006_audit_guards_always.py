"""The triggers of the audit anew: on PostgreSQL they are called in every session (see `staff.trail.guards`)."""

from django.db import migrations

from staff.trail import guards


def guard(apps, schema_editor):
    guards.install_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("staff", "0005_audit_places")]

    # Going back and forth puts triggers that were taken away back on.
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
