"""What people look for and this site has no word for, as sums that name nobody.

A word that no page knows may be what the clinic should write about ('acupuncture'), and it may be somebody's name. So it is
counted under a keyed digest and can't be read, until five visits on at least two days asked for it: by then it is no single
person's. One visitor counts once a day; the mark of a visit lies in the cache for that day, as a digest of the address and
the word, and nowhere else. Words of a search in a crisis, with digits or of addresses are never counted.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.models import UnansweredSearch
from infra.addresses.client_address import client_address

LEAST_VISITS, LEAST_DAYS = 5, 2
KEPT_FOR = timedelta(days=90)
# Strangers who type at random fill no table.
MOST_ROWS = 5_000
_MOST_WORDS = 3
SHORTEST, LONGEST, LONGEST_PHRASE = 3, 24, 60


def note_unanswered(
    request: HttpRequest, words: tuple[str, ...], *, together: bool = False
) -> None:
    """Count words that nothing on the site knows. Never fails a search.

    Args:
        request: whose visit; only a digest of its address is used, and only in the cache.
        words: folded, spelling already tried (`question.Question.unknown`).
        together: whether they are known one by one, and nothing was found for all of them: then they count as one phrase.
    """
    countable = [word for word in words if word.isalpha() and 2 <= len(word) <= LONGEST]
    if together:
        phrase = " ".join(words)
        whole = len(countable) == len(words) and SHORTEST <= len(phrase) <= LONGEST_PHRASE
        texts = [phrase] if whole else []
    else:
        texts = [word for word in countable if len(word) >= SHORTEST][:_MOST_WORDS]
    for text in texts:
        digest = _make_digest(text)
        visit = _make_digest(f"{client_address(request)} {timezone.localdate()} {text}")
        if not cache.add(f"unanswered:{visit}", 1, 86_400):
            continue
        try:
            with transaction.atomic():
                _count_word(digest, text)
        except DatabaseError:
            return  # a search answers without its sums


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
    old = UnansweredSearch.objects.filter(last_day__lt=timezone.localdate() - KEPT_FOR)
    return old.delete()[0]


def list_unanswered() -> tuple[list[UnansweredSearch], int]:
    """Return the words that may be read, most asked for first, and how often others were asked for."""
    rows = UnansweredSearch.objects.exclude(words="").order_by("-asked", "words")
    hidden = sum(UnansweredSearch.objects.filter(words="").values_list("asked", flat=True))
    return list(rows[:200]), hidden
