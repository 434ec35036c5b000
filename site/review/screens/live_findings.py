"""What the check says while somebody types: asked by `static/admin/findings.js`, a field at a time. Nothing is stored of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from review.claims.finding import MARK
from review.publishing.false_alarms import record_false_alarm
from review.publishing.page_check import find_in_text
from review.texts.page_text import NO_TEXT

LONGEST = 20_000  # characters of one field; the whole page is read when it is saved
SHOWN = 8
# How the editor shows a source's mark (static/admin/reference.js).
SOURCE = "[source]"


@never_cache
@require_POST
def find_while_typing(request: HttpRequest) -> HttpResponse:
    """Return the findings in the text of one field as JSON: the sentence, the words, why, what to say instead."""
    if request.POST.get("field", "").rpartition("-")[2] in NO_TEXT:
        return JsonResponse({"findings": []})
    typed = request.POST.get("text", "")[:LONGEST].replace(MARK, "")
    marked = typed.replace(SOURCE, MARK)
    # Whether the page names a source elsewhere is not known here: a number is stopped when it is published.
    found = find_in_text(typed.replace(SOURCE, ""), marked, page_cited=True)
    return JsonResponse(
        {
            "findings": [
                {
                    "sentence": finding.sentence,
                    "words": finding.words,
                    "kind": str(finding.kind),
                    "why": str(finding.why),
                    "instead": str(finding.instead),
                    "stops": finding.stops,
                }
                for finding in found[:SHOWN]
            ]
        }
    )


@never_cache
@require_POST
def say_false_alarm(request: HttpRequest) -> HttpResponse:
    """Keep that somebody takes a finding for wrong, with who; answer with one sentence."""
    sentence, words = request.POST.get("sentence", "").strip(), request.POST.get("words", "")
    sentence, words = request.POST.get("sentence", "").strip(), request.POST.get("words", "")
    if not sentence:
        return HttpResponseBadRequest()
    found = find_in_text(sentence[:1000], page_cited=True)
    record_false_alarm(request.user, sentence, words, str(found[0].kind) if found else "")
    return JsonResponse(
        {"said": _("Kept with your name. Until a reviewer has decided, it is found as before.")}
    )
