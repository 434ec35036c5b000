"""The names of what a check says."""

from django.core import checks


def ids(messages: list[checks.CheckMessage]) -> list[str]:
    """Return what the messages are called."""
    return [message.id for message in messages]
