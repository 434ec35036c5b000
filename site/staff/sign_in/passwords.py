"""Which passwords are too easy to guess: patterns, common words with trimmings, the account's own words."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from staff.sign_in.accounts import clinic_name

LEAST_DIFFERENT = 6  # characters
LEAST_LEFT = 8  # characters that are nobody's name and no common word
ONE_WORD = 9  # letters: so long a word with a year or a sign around it is still one word
SHORTEST_WORD = 3  # letters
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",  # the columns
)
# Long enough, and known to everybody who guesses.
FAMOUS = frozenset(
    {"correcthorsebatterystaple", "thequickbrownfox", "thequickbrownfoxjumpsoverthelazydog", "tobeornottobe"}
)  # fmt: skip
_LEET = str.maketrans("0134578@$!|", "oleastbasil")


def extract_letters(password: str) -> str:
    """Return the letters and digits of `password` in lower case."""
    return re.sub(r"[\W_]+", "", password.casefold())


def find_cores(password: str) -> set[str]:
    """Return what is left of `password` without digits and signs around it, as typed and with signs read as letters."""
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.casefold())
    return {extract_letters(core), extract_letters(core.translate(_LEET))}


def repeats_itself(text: str) -> bool:
    """Tell whether `text` is a piece of itself again and again."""
    # Doubled, it is found again before its own end.
    return (text + text).find(text, 1) < len(text)


class PatternValidator:
    """Refuses what repeats itself or runs along the alphabet or the keyboard: 'aaaaaaaaaaaa', 'editoreditor'."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with a sentence that says what to do."""
        text = extract_letters(password)
        squeezed = re.sub(r"(.)\1+", r"\1", text)  # 'aabbcc' runs as 'abc' does
        if (
            len(set(text)) < LEAST_DIFFERENT
            or any(repeats_itself(piece) for piece in {text, *find_cores(password)})
            or self._is_a_run(squeezed)
        ):
            raise ValidationError(
                _(
                    "This password repeats itself or runs along the keyboard. "
                    "Take four or five words that have nothing to do with each other."
                ),
                code="password_pattern",
            )

    @staticmethod
    def _is_a_run(text: str) -> bool:
        """Tell whether most of `text` runs along a row, forwards or backwards."""
        rows = [row for line in ROWS for row in (line, line[::-1])]
        steps = {row[i : i + 2] for row in rows for i in range(len(row) - 1)}
        pairs = [text[i : i + 2] for i in range(len(text) - 1)]
        return bool(pairs) and sum(pair in steps for pair in pairs) >= 0.75 * len(pairs)

    def get_help_text(self) -> str:
        """Return the hint beside the field."""
        return _("Four or five words that have nothing to do with each other are easy to keep.")


class OwnWordsValidator:
    """Refuses the names of account and clinic, and common passwords, with a few characters around them."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with a sentence that says what to do."""
        text = extract_letters(password)
        words = sorted(self._own_words(user), key=len, reverse=True)
        for spelling in {text, extract_letters(password.translate(_LEET))}:
            rest = spelling
            for word in words:
                rest = rest.replace(word, "")
            if rest == spelling or len(rest) >= LEAST_LEFT:
                continue
            raise ValidationError(
                _(
                    "This password is made of your own name, your e-mail or the clinic’s name. "
                    "Take words that nobody connects with you."
                ),
                code="password_own_words",
            )
        if self._is_made_of_common_words(password, set(words)):
            raise ValidationError(
                _(
                    "This is one of the most common passwords, or one or two common words, with a few characters added. "
                    "Take four or five words that have nothing to do with each other."
                ),
                code="password_common_words",
            )

    def _is_made_of_common_words(self, password: str, own: set[str]) -> bool:
        """Tell whether a password is one or two words that everybody tries, with trimmings.

        'Password-2026!' and 'P@ssw0rd1234' are 'password', 'infusion2026' is one word, 'correcthorse' are two.
        """
        text = extract_letters(password)
        letters = re.sub(r"\d", "", text).translate(_LEET)
        cores = find_cores(password)
        if any(core.isalpha() and len(core) <= ONE_WORD < len(text) for core in cores):
            return True
        if (cores | {text, letters, text.translate(_LEET)}) & (self._common | FAMOUS):
            return True
        known = self._common | own
        return any(
            core[:at] in known and core[at:] in known
            for core in cores | {letters}
            for at in range(SHORTEST_WORD, len(core) - SHORTEST_WORD + 1)
        )

    @staticmethod
    def _own_words(user: Any) -> set[str]:
        """Return the words that belong to the account and the clinic, in lower case."""
        texts = [clinic_name(), settings.WAGTAIL_SITE_NAME]
        for name in ("username", "email", "first_name", "last_name"):
            texts.append(str(getattr(user, name, "") or ""))
        words = {word for text in texts for word in re.split(r"[\W_]+", text.casefold())}
        return {
            word for word in words | {extract_letters(text) for text in texts} if len(word) >= 3
        }

    def get_help_text(self) -> str:
        """Return the hint beside the field."""
        return _("Not your name, your e-mail or the clinic’s name.")
