"""Asks the search index of the database, once, for the pages that hold words.

Wagtail's own question on PostgreSQL joins the two stored vectors of an entry (title, text) before it compares them, so neither
index serves it and every entry is read. Here each word is asked of both vectors, and their indexes answer.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import BooleanField, Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres.weights import get_sql_weights
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Page
from wagtail.search.query import And, Or, PlainText

from . import search_text as words_in

# So many hits are rated; of a word that stands on more pages, the newest ones.
MOST_RATED = 1_000


def find_ids(pages: QuerySet, words: list[str], most: int) -> list[int]:
    """Return the pages that hold all words in whatever form: those with the words as typed first, best first.

    Parameters: `pages`, what may be found, for SQLite; `words`, as `search_text.query_words` gives them.
    """
    if connection.vendor == "postgresql":
        return _ask_postgres([words_in.list_variants(word) for word in words], words, most)
    # Where there are more than are read, the newest, as on PostgreSQL.
    pages = pages.order_by("-id")
    forms = And([Or([PlainText(form) for form in words_in.list_variants(w)]) for w in words])
    found = _read_ids(pages.search(" ".join(words), operator="and"), most)
    # The first one is rated by the database; it can't rate combined questions on SQLite.
    return found + _read_ids(pages.search(forms, order_by_relevance=False), most)


def _read_ids(results: Any, most: int) -> list[int]:
    return [page.pk for page in results[:most]]


def _ask_postgres(groups: list[list[str]], typed: list[str], most: int) -> list[int]:
    """Return the pages that hold a word of each group. Both vectors have an index, and both are used."""
    every = apps.get_model("wagtailsearch", "IndexEntry").objects.all()
    entries = every.filter(content_type__in=get_descendants_content_types_pks(Page))
    for group in groups:
        wanted = _match_any(group)
        entries = entries.filter(Q(title=wanted) | Q(body=wanted))
    key: Any = Cast("object_id", output_field=Page._meta.pk)
    newest = entries.annotate(page=key).order_by("-page").values("pk")[:MOST_RATED]
    as_typed = Q()
    for word in typed:
        as_typed &= Q(title=_match_any([word])) | Q(body=_match_any([word]))
    plain = _match_all(typed)
    weights = get_sql_weights()
    rated = (
        every.filter(pk__in=newest)
        .annotate(
            page=key,
            typed=Case(
                When(as_typed, then=Value(True)), default=Value(False), output_field=BooleanField()
            ),
            rank=SearchRank(F("title"), plain, weights=weights, normalization=0)
            * Cast(F("title_norm"), FloatField())
            + SearchRank(F("body"), plain, weights=weights),
        )
        .order_by("-typed", "-rank", "-page")
    )
    return list(rated.values_list("page", flat=True)[:most])


def _quote_lexeme(word: str) -> str:
    return "'" + word.replace("\\", "").replace("'", "''") + "'"


def _match_any(words: list[str]) -> SearchQuery:
    text = " | ".join(_quote_lexeme(word) for word in words)
    return SearchQuery(text, search_type="raw", config="simple")


def _match_all(words: list[str]) -> SearchQuery:
    text = " & ".join(_quote_lexeme(word) for word in words)
    return SearchQuery(text, search_type="raw", config="simple")
