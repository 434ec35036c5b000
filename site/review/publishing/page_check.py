"""Looks at one page as a clinical reviewer would, before it is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from pages.models import BasePage
from review.claims.finding import Finding, find_claims
from review.claims.review_lines import find_review_lines
from review.governance import Gap, gaps_of
from review.models import record_of
from review.publishing.false_alarms import leave_out_false_alarms
from review.publishing.prompts import describe_prompts, list_prompts
from review.publishing.watched_words import apply_watched_words
from review.texts.addresses import list_addresses
from review.texts.page_text import TextPassage, cites_anything, list_passages
from review.texts.reading_grade import measure_grade


@dataclass(frozen=True)
class Located:
    """A finding, and where in the editor it is."""

    finding: Finding
    passage: TextPassage


@dataclass(frozen=True)
class PageReport:
    """What stops a page, what deserves a second look, what is missing, and how hard it is to read."""

    stops: tuple[Located, ...] = ()
    warnings: tuple[Located, ...] = ()
    gaps: tuple[Gap, ...] = ()
    grade: float | None = None

    @property
    def count(self) -> int:
        """The number of things to look at."""
        return len(self.stops) + len(self.warnings) + len(self.gaps)


def claims_on(page: Model, found: list[TextPassage] | None = None) -> list[Located]:
    """Return the wording on `page` that a reviewer would stop or look at again."""
    found = list_passages(page) if found is None else found
    page_cited = cites_anything(page, found)
    located = [
        Located(finding, passage)
        for passage in found
        if not _is_as_delivered(page, passage)
        for finding in find_in_text(
            passage.text,
            passage.marked,
            cited=passage.whole_cited,
            page_cited=page_cited,
            heading=passage.heading,
        )
        # The model knows English and Spanish; in other languages the rules alone are asked.
        if passage.english or not finding.by_model
    ]
    # An address is no sentence: the model has never seen one.
    return located + [
        Located(finding, passage)
        for passage in list_addresses(page)
        for finding in find_in_text(passage.text, page_cited=page_cited)
        if not finding.by_model
    ]


def _is_as_delivered(thing: Model, passage: TextPassage) -> bool:
    """Tell whether the passage is the site's own sentence, which nobody here wrote and every clinic begins with.

    The model knows claims, not all the world: a page 'was here once and has been taken down' would keep a clinic
    from saving any of its settings.
    """
    fields = {field.name: field for field in thing._meta.concrete_fields}
    field = fields.get(passage.field)
    return field is not None and field.has_default() and passage.text == field.get_default()


def find_in_text(text: str, marked: str = "", **around: Any) -> list[Finding]:
    """Return what the check finds in `text`, a typed review line included, with what reviewers added to it and let pass.

    Parameters: `marked`, the same text with marks of sources; `around`, as for `find_claims`.
    """
    found = [*find_claims(marked or text, **around), *find_review_lines(text)]
    return leave_out_false_alarms(apply_watched_words(text, found))


def check_page(page: BasePage) -> PageReport:
    """Return everything that there is to say about `page` before it is published."""
    found = list_passages(page)
    located = claims_on(page, found)
    prose = "\n".join(p.text for p in found if p.english and p.field != "seo_title")
    return PageReport(
        tuple(at for at in located if at.finding.stops),
        tuple(at for at in located if not at.finding.stops),
        (*_prompts_left(page, found), *gaps_of(page, found, record_of(page))),
        measure_grade(prose),
    )


def _prompts_left(page: BasePage, found: list[TextPassage]) -> list[Gap]:
    prompts = list_prompts(page, found)
    if not prompts:
        return []
    return [Gap("prompt", describe_prompts(prompts), prompts[0].field, prompts[0].anchor)]
