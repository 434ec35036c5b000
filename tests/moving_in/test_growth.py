"""What one post costs does not grow with those that came before it."""

import re

import pytest
from django.apps import apps
from django.db import connection
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from moving_in.landing.indexing import weigh_titles_later
from tests.moving_in.bringing import bring

from .exports import HOST, export, item, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_site")]


def ask_everything(statement: str) -> bool:
    """Tell whether a statement reads all entries of the search's index, or looks for an address without its last step."""
    weighs = "LENGTH(" in statement and "indexentry" in statement
    searches = (
        "url_path" in statement.partition("WHERE")[2].partition("ORDER")[0]
        and '"slug" =' not in statement
    )
    beginning = bool(re.search(r'"slug" LIKE', statement))
    return weighs or searches or beginning


def test_no_post_reads_all_that_came_before_it(tmp_path):
    seen = []

    def watch(execute, sql, params, many, context):
        if "wagtailcore_page" in sql or "indexentry" in sql:
            seen.append(sql)
        return execute(sql, params, many, context)

    link = f'<p>Words. <a href="{HOST}/not-here/">a</a></p>'
    with connection.execute_wrapper(watch):
        bring(write(tmp_path, export(*(item(n, f"Post number {n}", link) for n in range(1, 21)))))
    assert len(seen) > 100
    reading_all = [sql for sql in seen if ask_everything(sql)]
    # Once for the whole import, when all are there.
    assert len(reading_all) <= 3, reading_all[:4]


def test_titles_are_weighed_at_the_end_and_the_index_is_left_as_it_was(tmp_path):
    kind = type(get_search_backend().get_index_for_model(Page))
    before = kind._refresh_title_norms
    # One database counts a title's letters, the other its words.
    titles = ["AAA " + " ".join(f"word{k}" for k in range(n)) for n in range(1, 6)]
    bring(write(tmp_path, export(*(item(n, title, "Words") for n, title in enumerate(titles, 1)))))
    assert kind._refresh_title_norms is before
    pages = Page.objects.filter(title__startswith="AAA").values_list("pk", flat=True)
    every = apps.get_model("wagtailsearch", "IndexEntry").objects
    entries = every.filter(object_id__in=[str(pk) for pk in pages])
    norms = entries.values_list("title_norm", flat=True)
    assert len(norms) == 5 and len(set(norms)) == 5
    with pytest.raises(RuntimeError), weigh_titles_later():
        raise RuntimeError
    assert kind._refresh_title_norms is before
