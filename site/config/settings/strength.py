"""Whether a secret is random, or a pattern that somebody typed."""

from itertools import pairwise

# Whoever types a key instead of making one types these. None is made of hexadecimal digits alone: a random key may hold such.
_WORDS = (
    "insecure", "change", "secret", "example", "password", "django", "qwert", "asdfg", "lorem",
)  # fmt: skip
# Random hexadecimal digits have all but a few of their sixteen in fifty; a date or a number has ten.
_DIFFERENT = 12
_PIECE = 4


def is_random(text: str, *, length: int = 50) -> bool:
    """Tell whether `text` can pass for random: long, of many signs, without repetition, order or words."""
    lower = text.lower()
    if len(text) < length or len(set(text)) < _DIFFERENT or any(word in lower for word in _WORDS):
        return False
    pieces = [text[start : start + _PIECE] for start in range(len(text) - _PIECE + 1)]
    if len(set(pieces)) < 0.8 * len(pieces):  # it repeats itself
        return False
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    return (
        sum(step in (-1, 0, 1) for step in steps) < len(text) / 2
    )  # it runs on (a random hexadecimal key: a fifth)


def is_random_key(key: bytes) -> bool:
    """Tell whether the 32 bytes of a key can pass for random ones: never all alike, in order, or a sentence."""
    steps = [after - before for before, after in pairwise(key)]
    readable = all(32 <= byte < 127 for byte in key)
    return len(set(key)) > 16 and len(set(steps)) > 8 and not readable
