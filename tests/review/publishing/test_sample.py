"""The sample site says nothing that its own check would stop. A clinic copies what it finds."""

import re

from review.claims.finding import find_claims
from tests.sample.sample_words import all_pieces, plain


def as_read(written: str) -> str:
    """Return a text as its paragraphs are read: a line that goes on in the source goes on."""
    return plain(re.sub(r"(?<!\n)\n(?!\n|\s*(?:-|\d+\.|#+)\s)", " ", written))


def test_no_text_of_the_sample_site_is_stopped():
    pieces = all_pieces()
    assert len(pieces) > 500
    citing = {piece.where.partition(":")[0] for piece in pieces if piece.cited}
    stopped = [
        (piece.where, finding.words, finding.sentence)
        for piece in pieces
        for finding in find_claims(
            as_read(piece.written),
            cited=bool(piece.cited),
            page_cited=piece.where.partition(":")[0] in citing,
        )
        if finding.stops
    ]
    assert stopped == []
