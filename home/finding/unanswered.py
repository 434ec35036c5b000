"""What people look for and this site has no good answer for, as sums that name nobody.

That is: a word that no page knows, a word that was taken for a slip of another, and words that are known one by one but
stand together nowhere. A word that no page knows may be what the clinic should write about ('acupuncture'), and it may be
somebody's name. So it is counted under a keyed digest and can't be read, until five visits on at least two days asked for it:
by then it is no single person's. One visitor counts once a day; the mark of a visit lies in the cache for that day, as a digest
of the address and the word, and nowhere else. Words of a search in a crisis, with digits or of addresses are never counted.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.models import UnansweredSearch
from infra.addresses.client_address import client_address

from .stems import stem_folded

LEAST_VISITS, LEAST_DAYS = 5, 2
RETENTION = timedelta(days=90)
# Strangers who type at random fill no table.
MOST_ROWS = 5_000
_MOST_WORDS = 3
SHORTEST, LONGEST, LONGEST_PHRASE = 3, 24, 60


def note_unanswered(request: HttpRequest, words: tuple[str, ...]) -> None:
    """Count words that nothing on the site knows, or that were taken for a slip. Never fails a search.

    Args:
        request: whose visit; only a digest of its address is used, and only in the cache.
        words: folded, as typed (`question.Question.unknown` and `replaced`).
    """
    texts = [word for word in words if word.isalpha() and SHORTEST <= len(word) <= LONGEST]
    for text in texts[:_MOST_WORDS]:
        _count_visit(request, text, text)


def note_phrase(request: HttpRequest, words: tuple[str, ...]) -> None:
    """Count words that are known one by one and have no good answer together. Never fails a search.

    Their order and endings don't matter: whoever asks the same otherwise is counted with the others.
    """
    phrase = " ".join(words)
    whole = all(word.isalpha() and 2 <= len(word) <= LONGEST for word in words)
    if whole and SHORTEST <= len(phrase) <= LONGEST_PHRASE:
        _count_visit(request, " ".join(sorted(map(stem_folded, words))), phrase)


def _count_visit(request: HttpRequest, key: str, text: str) -> None:
    """Count a visit under `key`, once a day for one visitor; `text` is what can be read once many asked."""
    visit = _make_digest(f"{client_address(request)} {timezone.localdate()} {key}")
    if not cache.add(f"unanswered:{visit}", 1, 86_400):
        return
    with suppress(DatabaseError), transaction.atomic():  # a search answers without its sums
        _count_word(_make_digest(key), text)


def _make_digest(text: str) -> str:
    return salted_hmac("home.search.unanswered", text, algorithm="sha256").hexdigest()


def _count_word(digest: str, word: str) -> None:
    today = timezone.localdate()
    row = UnansweredSearch.objects.select_for_update().filter(digest=digest).first()
    if row is None:
        if UnansweredSearch.objects.count() < MOST_ROWS:
            UnansweredSearch.objects.create(digest=digest, asked=1, days=1, last_day=today)
        return
    row.days += row.last_day != today
    row.asked, row.last_day = row.asked + 1, today
    if row.asked >= LEAST_VISITS and row.days >= LEAST_DAYS:
        row.words = word
    row.save()


def forget_old() -> int:
    """Delete what nobody asked for in 90 days. Returns how many."""
    old = UnansweredSearch.objects.filter(last_day__lt=timezone.localdate() - RETENTION)
    return old.delete()[0]


def list_unanswered() -> tuple[list[UnansweredSearch], int]:
    """Return the words that may be read, most asked for first, and how often others were asked for; 0 for fewer than five."""
    rows = UnansweredSearch.objects.exclude(words="").order_by("-asked", "words")
    hidden = sum(UnansweredSearch.objects.filter(words="").values_list("asked", flat=True))
    return list(rows[:200]), hidden if hidden >= LEAST_VISITS else 0
