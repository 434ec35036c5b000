"""Times and dates as Americans type them: '5 pm', 'noon', 'Nov 24, 2026', 'tomorrow'.

What can be read in two ways is refused rather than guessed: '5' may be morning or afternoon.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from django.utils import timezone

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME_WORDS = {
    "noon": time(12), "12 noon": time(12), "midday": time(12), "midnight": time(0), "12 midnight": time(0),
}  # fmt: skip
_DAY_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}
# '4 pm', '4:30pm', '430 pm': with its half of the day said, three or four digits are one time.
_TWELVE = re.compile(r"(\d{1,2}?)(?:[:.]?(\d{2}))?(?: o[’']clock)? ?([ap])\.? ?(?:m\.?)?", re.ASCII)
_TWENTY_FOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::(\d{2})(?:\.0+)?)?)?", re.ASCII)
# '16h', '16h30': no clock of twelve hours is written so.
_WITH_H = re.compile(r"(\d{1,2}) ?h(?: ?(\d{2}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_SLASHES = re.compile(r"(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?(?:, ?| )(\d{4})", re.ASCII)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})", re.ASCII
)
_WEEKDAY = re.compile(r"([a-z]{3,9})\.?,? (?=\S)", re.ASCII)
YEARS = range(1900, 2200)
# '11/24/98' is a day of 1998 for whoever types it. A year of two digits that may be of two centuries is refused.
_SHORT_YEARS_AHEAD = 30


def _tidy_text(text: str) -> str:
    """Return the text in small letters and plain digits, without what can't be seen and what a sentence leaves at its ends."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen).casefold().split()).rstrip(" ,;")


def parse_time(text: str) -> time:
    """Return the time that `text` says. Raises ValueError where it says none, or may say two."""
    text = re.sub(r"^(at |@) ?", "", _tidy_text(text))
    if text.rstrip(".") in _TIME_WORDS:
        return _TIME_WORDS[text.rstrip(".")]
    if found := _WITH_H.fullmatch(text):
        return time(int(found[1]), int(found[2] or 0))
    if found := _TWELVE.fullmatch(text):
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if not 1 <= hour <= 12:
            raise ValueError("no hour of a twelve-hour clock")
        return time(hour % 12 + (12 if half == "p" else 0), minute)
    found = _TWENTY_FOUR.fullmatch(text)
    if not found:
        raise ValueError("no time")
    hour = int(found[1])
    if 1 <= hour <= 12 and not (found[2] and len(found[1]) == 2):
        raise ValueError("morning or afternoon")
    return time(hour, int(found[2] or 0), int(found[3] or 0))


def parse_date(text: str, today: date | None = None) -> date:
    """Return the day that `text` says, by its month first where it is in numbers.

    Parameters: `today`, the day that 'today' means; the current one where it is left out.
    Raises ValueError where `text` says no day, or its year is no year of a calendar in use.
    """
    text, today = _tidy_text(text), today or timezone.localdate()
    if text.rstrip(".!") in _DAY_WORDS:
        return today + timedelta(days=_DAY_WORDS[text.rstrip(".!")])
    weekday = None
    if (start := _WEEKDAY.match(text)) and (name := _find_place(start[1], WEEKDAYS)) is not None:
        weekday, text = name, text[start.end() :]
    day = _day_of(text, today)
    if day.year not in YEARS:
        raise ValueError("no year in use")
    if weekday is not None and day.weekday() != weekday:
        raise ValueError("another weekday")
    return day


def parse_datetime(text: str, today: date | None = None) -> datetime:
    """Return the day and the time that `text` says, in whichever order, without a zone. Raises ValueError."""
    text = _tidy_text(text)
    if re.match(r"\d{4}-\d{1,2}-\d{1,2}t\d", text):
        text = text.replace("t", " ", 1)
    for gap in re.finditer(" ", text):
        left, right = re.sub(r"( at| @| -|,)+$", "", text[: gap.start()]), text[gap.end() :]
        for day, hour in ((left, right), (right.removeprefix("on "), left)):
            try:
                return datetime.combine(parse_date(day, today), parse_time(hour))
            except ValueError:
                continue
    raise ValueError("no day and time")


def _day_of(text: str, today: date) -> date:
    if found := _ISO.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHES.fullmatch(text):
        year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
        if len(found[4]) == 2 and year > today.year + _SHORT_YEARS_AHEAD:
            raise ValueError("one of two centuries")
        return date(year, int(found[1]), int(found[3]))
    if found := _MONTH_FIRST.fullmatch(text):
        return date(int(found[3]), _read_month(found[1]), int(found[2]))
    if found := _DAY_FIRST.fullmatch(text):
        return date(int(found[3]), _read_month(found[2]), int(found[1]))
    raise ValueError("no day")


def _find_place(word: str, words: tuple[str, ...]) -> int | None:
    """Return where `word`, or the word that it shortens, is among `words`."""
    word = {"sept": "sep", "weds": "wed", "tues": "tue", "thurs": "thu"}.get(word, word)
    return next((n for n, whole in enumerate(words) if whole.startswith(word)), None)


def _read_month(word: str) -> int:
    place = _find_place(word, MONTHS)
    if place is None:
        raise ValueError("no month")
    return place + 1


def say_time(value: time) -> str:
    """Return a time as Americans write it: '4 pm', '4:30 pm'; seconds only where there are any."""
    half = "am" if value.hour < 12 else "pm"
    hour = (value.hour - 1) % 12 + 1
    if value.second:
        return f"{hour}:{value:%M:%S} {half}"
    return f"{hour}:{value:%M} {half}" if value.minute else f"{hour} {half}"


def say_date(value: date) -> str:
    """Return a day as Americans write it: 'Nov 24, 2026'."""
    return f"{MONTHS[value.month - 1][:3].capitalize()} {value.day}, {value.year}"


def say_datetime(value: datetime) -> str:
    """Return a moment as the admin's picker writes it: 'Nov 24, 2026 4:00 pm'."""
    hour = (value.hour - 1) % 12 + 1
    half = "am" if value.hour < 12 else "pm"
    return f"{say_date(value)} {hour}:{value:%M} {half}"
