"""Takes Wagtail's app of promoted results along: its pins become words for the search, its tables go.

Its results were shown nowhere. A table left behind would hold pages by a key that nothing clears any more.
"""

from django.db import migrations

APP = "wagtailsearchpromotions"
TABLES = [f"{APP}_searchpromotion", f"{APP}_querydailyhits", f"{APP}_query"]


def take_over(apps, schema_editor):
    connection = schema_editor.connection
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if {TABLES[0], TABLES[2]} <= there:
            cursor.execute(
                f"SELECT q.query_string, p.page_id FROM {TABLES[0]} p JOIN {TABLES[2]} q ON q.id = p.query_id "
                "WHERE p.page_id IS NOT NULL ORDER BY p.sort_order"
            )
            word = apps.get_model("home", "SearchWord")
            for typed, page in cursor.fetchall():
                word.objects.get_or_create(typed=typed, defaults={"page_id": page})
    for table in TABLES:
        if table in there:
            schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(table)}")
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label=APP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("home", "0004_search_words"),
    ]
    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
