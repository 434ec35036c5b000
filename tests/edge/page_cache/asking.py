"""Visitors who ask for kept pages."""

import gzip

from django.test import Client


def ask(path, **headers):
    """Ask as a new visitor: no cookie of anybody's."""
    return Client().get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})


def seen(response):
    body = response.getvalue()
    if response.streaming and response.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)  # Django pads a stream with random bytes
    return response.status_code, dict(response.items()), body
