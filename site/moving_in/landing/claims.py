"""What the clinical reviewer must mend on what came in, sentence by sentence."""

from __future__ import annotations

from pages.models import BasePage
from review.publishing.page_check import claims_on

from ..notebook import Notebook, Topic
from ..words.flow import cut_text

MOST = 60


def note_claims(page: BasePage, notebook: Notebook, *, private: bool) -> int:
    """Write down every sentence that the check of claims stops or looks at; return how many stop.

    Parameter: `private`, whether the words were not for visitors: the report then says how many, and quotes none.
    """
    found = claims_on(page)
    stops = [at for at in found if at.finding.stops]
    if private:
        if found:
            notebook.add(
                Topic.CLAIM,
                f"{len(found)} sentences to look at. They were not for visitors, so they stand in the draft alone.",
            )
        return len(stops)
    for at in found[:MOST]:
        finding = at.finding
        must = "Must be mended" if finding.stops else "Look at it"
        notebook.add(
            Topic.CLAIM,
            f"{must}: “{cut_text(finding.sentence, 260)}” – the words “{cut_text(finding.words, 60)}”. "
            f"{cut_text(str(finding.why), 180)} Instead: {cut_text(str(finding.instead), 140)}",
        )
    if len(found) > MOST:
        notebook.add(
            Topic.CLAIM, f"{len(found) - MOST} more sentences; the page's editor shows them all."
        )
    return len(stops)
