"""What a DOI or a PMID stands for: asked of Crossref and PubMed when the setting allows, typed by hand otherwise."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from review.sources.public_address import NoAnswerError, ask_address

CROSSREF = "https://api.crossref.org/works/"
PUBMED = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esummary.fcgi?db=pubmed&retmode=json&id="
MOST_AUTHORS = 3
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PMID = re.compile(r"\d{1,10}")
_TAGS = re.compile(r"<[^>]*>")


@never_cache
@require_POST
def look_up_source(request: HttpRequest) -> HttpResponse:
    """Return the fields of a source by its DOI or PMID as JSON, or a sentence that says why not."""
    if not settings.CHECK_SOURCES:
        return JsonResponse({"said": _("Looking up is switched off. Fill in the rest by hand.")})
    doi, pmid = (request.POST.get(name, "").strip() for name in ("doi", "pmid"))
    try:
        fields = find_fields(doi, pmid)
    except NoAnswerError:
        fields = {}
    if not fields:
        return JsonResponse({"said": _("Nothing was found. Fill in the rest by hand.")})
    said = _("Filled in where it was empty. Compare it with the paper before you save.")
    return JsonResponse({"fields": fields, "said": said})


def find_fields(doi: str, pmid: str) -> dict[str, str]:
    """Return authors, title, journal, year and numbers of a paper; nothing where it is not found.

    Raises NoAnswerError where the register does not answer.
    """
    if _DOI.fullmatch(doi):
        found = read_crossref(_ask_json(CROSSREF + quote(doi, safe="")))
        return {**found, "doi": doi} if found else {}
    if _PMID.fullmatch(pmid):
        found = read_pubmed(_ask_json(PUBMED + pmid), pmid)
        return {**found, "pmid": pmid} if found else {}
    return {}


def _ask_json(url: str) -> Any:
    status, body = ask_address(url, wants="application/json")
    if status != 200:
        return None
    try:
        return json.loads(body)
    except ValueError:
        return None


def read_crossref(answer: Any) -> dict[str, str]:
    """Return the fields in an answer of Crossref, whatever is missing in it."""
    work = _dict_at(answer, "message")
    names = [
        f"{one.get('family', '')} {make_initials(one.get('given', ''))}".strip()
        for one in work.get("author") or []
        if isinstance(one, dict)
    ]
    dates = _dict_at(work, "issued").get("date-parts") or [[None]]
    year = dates[0][0] if dates and dates[0] else None
    return _tidy_fields(
        names, read_first(work.get("title")), read_first(work.get("container-title")), year
    )


def read_pubmed(answer: Any, pmid: str) -> dict[str, str]:
    """Return the fields in an answer of PubMed, whatever is missing in it."""
    paper = _dict_at(_dict_at(answer, "result"), pmid)
    names = [
        str(one.get("name", "")) for one in paper.get("authors") or [] if isinstance(one, dict)
    ]
    year = str(paper.get("pubdate", ""))[:4]
    fields = _tidy_fields(names, paper.get("title"), paper.get("fulljournalname"), year)
    ids = [one for one in paper.get("articleids") or [] if isinstance(one, dict)]
    doi = next((str(one.get("value", "")) for one in ids if one.get("idtype") == "doi"), "")
    return {**fields, "doi": doi} if fields and _DOI.fullmatch(doi) else fields


def _dict_at(thing: Any, name: str) -> dict[str, Any]:
    inner = thing.get(name) if isinstance(thing, dict) else None
    return inner if isinstance(inner, dict) else {}


def read_first(values: Any) -> str:
    return str(values[0]) if isinstance(values, list) and values else ""


def make_initials(given: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s.-]+", str(given)) if part)


def _tidy_fields(names: list[str], title: Any, journal: Any, year: Any) -> dict[str, str]:
    title = " ".join(_TAGS.sub("", str(title or "")).split()).rstrip(".")
    if not title:
        return {}
    names = [name for name in names if name]
    authors = ", ".join(names[:MOST_AUTHORS]) + (", et al." if len(names) > MOST_AUTHORS else "")
    fields = {
        "title": title[:400],
        "authors": authors[:300],
        "source": " ".join(str(journal or "").split())[:200],
        "year": str(year) if re.fullmatch(r"(?:19|20)\d\d", str(year)) else "",
    }
    return {name: value for name, value in fields.items() if value}
