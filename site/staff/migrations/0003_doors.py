"""The audit's own chained table with what Wagtail's log held of it, hashed sessions, roles that wait.

Sessions in Django's table hold their keys in the clear and nobody reads them any more: they are deleted.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# As `audit.record` writes them: rows are copied as they are, and sealed by the worker.
OURS = ("requests.", "staff.")


def copy_log(apps, schema_editor):
    Entry = apps.get_model("staff", "AuditEntry")
    Log = apps.get_model("wagtailcore", "ModelLogEntry")
    User = apps.get_model(*settings.AUTH_USER_MODEL.split("."))
    names = dict(User.objects.values_list("pk", "username"))
    kinds = {kind.pk: f"{kind.app_label}.{kind.model}" for kind in apps.get_model("contenttypes", "ContentType").objects.all()}
    ours = Log.objects.filter(models.Q(action__startswith=OURS[0]) | models.Q(action__startswith=OURS[1]))
    batch = []
    for old in ours.order_by("timestamp", "pk").iterator():
        batch.append(Entry(
            at=old.timestamp, action=old.action[:100], data=old.data or {}, about=old.label,
            who=names.get(old.user_id, "") or (f"account #{old.user_id}" if old.user_id else ""), who_id=old.user_id,
            about_kind=kinds.get(old.content_type_id, ""), about_id=old.object_id,
        ))
        if len(batch) == 500:
            Entry.objects.bulk_create(batch)
            batch = []
    Entry.objects.bulk_create(batch)
    apps.get_model("staff", "AuditHead").objects.get_or_create(pk=1)


def end_open_sessions(apps, schema_editor):
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('staff', '0002_roles'),
        ('sessions', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('wagtailcore', '0094_alter_page_locale'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=0)),
                ('hash', models.CharField(blank=True, max_length=64)),
                ('anchor_number', models.BigIntegerField(default=0)),
                ('anchor_hash', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'verbose_name': 'end of the audit',
                'verbose_name_plural': 'ends of the audit',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('session_key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('user_id', models.BigIntegerField(db_index=True, null=True)),
                ('device', models.CharField(blank=True, max_length=80)),
                ('begun_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'default_permissions': (),
            },
        ),
        migrations.AlterField(
            model_name='emergencyaccess',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emergencies', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='when')),
                ('action', models.CharField(db_index=True, max_length=100, verbose_name='what')),
                ('who', models.CharField(blank=True, max_length=150, verbose_name='who')),
                ('who_id', models.BigIntegerField(db_index=True, null=True)),
                ('about_kind', models.CharField(blank=True, max_length=100)),
                ('about_id', models.CharField(blank=True, max_length=255)),
                ('about', models.TextField(blank=True, verbose_name='about')),
                ('data', models.JSONField(default=dict)),
                ('number', models.BigIntegerField(null=True, unique=True)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit entries',
                'ordering': ['-at', '-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['about_kind', 'about_id'], name='staff_audit_about')],
            },
        ),
        migrations.CreateModel(
            name='WaitingRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='auth.group')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waiting_roles', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'role that waits',
                'verbose_name_plural': 'roles that wait',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('user', 'group'), name='staff_waits_once')],
            },
        ),
        migrations.RunPython(end_open_sessions, migrations.RunPython.noop),
        migrations.RunPython(copy_log, migrations.RunPython.noop),
    ]
