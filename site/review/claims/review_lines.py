"""The line of a clinical review, typed by hand: nobody may, for it is the result of an approval.

The line with reviewer and date stands under the title by itself. Typed into a text, a footer or a search description it would say the
same, and nothing would have happened. It is no claim on health, so the labelled sentences know nothing of it.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from review.claims.finding import Finding
from review.claims.plain_letters import plain_letters
from review.claims.rule_types import Severity, match_words
from review.claims.sentences import is_asked, is_quoted, is_rejected, split_sentences

KIND = _("Review")
WHY = _(
    "Who read a page, and when, stands on it by itself once a clinical reviewer approved it. Typed, nobody knows whether it is so."
)
INSTEAD = _("nothing here: approve the page, and the line with name and day comes by itself")
_WHO = (
    r"(?:dr|drs|doctors?|physicians?|clinicians?|nurses?|psychiatrists?|anesthesiologists?|pharmacists?|medical \w+|clinical \w+"
    r"|reviewers?|experts?|specialists?|(?:\w+[.,]? ){1,3}(?:md|do|np|pa|rn|phd|crna|pmhnp|dnp)|doctoras?|dra|medicos?|medicas?)"
)
_LOOKED = r"(?:reviewed|vetted|verified|fact checked|checked|approved|signed off)"
_TEXT = (
    r"(?:pages?|texts?|articles?|posts?|blogs?|guides?|answers?|(?:web)?sites?|contents?|(?:health|medical) information|paginas?"
    r"|articulos?|textos?|contenidos?)"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*"
_BY = r"(?:a|an|the|our|two|several|licensed|board certified|independent|practicing)"
_ROLE = r"(?:medically|clinically)"
_LINE = match_words(
    rf"{_ROLE} {_LOOKED}(?: for accuracy)?(?=[\s:]*(?:by|on|in|:|$|[.!]|{_MONTH}|\d))"
    r"|(?:last|next|latest) (?:medical |clinical |medically |clinically )?(?:reviewed|review)[\s:,–-]*(?:on |in |by |date)?[\s:]*"
    rf"(?:{_MONTH}|\d|dr|our|today|this)"
    rf"|review(?:ed)?(?: date| on| in)?(?: (?:and|&) {_LOOKED})?[\s:,–-]+(?:on |in )?(?:{_MONTH} \d+|\d{{1,2}}[/.]\d[\d/.]*)"
    r"|(?:medical|clinical) review(?:er)?s?(?: by)?(?=\s*[:–—])"
    rf"|{_LOOKED}(?: for accuracy| and \w+| & \w+)? by:? (?:{_BY} )*{_WHO}"
    rf"|revisad[oa]s? (?:\w+mente )?por (?:el |la |los |las |un |una |nuestr\w+ )?{_WHO}"
    r"|(?:ultima|proxima) revision(?: medica| clinica)?"
)
_SAID_OF_ALL = match_words(
    rf"{_ROLE} {_LOOKED}|(?:physician|doctor|clinician) (?:reviewed|vetted|approved|verified)(?= {_TEXT})"
)
# The head of a row or a line whose name or day stands in the next one.
_HEAD = re.compile(
    rf"^\W*(?:{_ROLE}\W)?{_LOOKED}(?: for accuracy)? by\W*$"
    r"|^\W*(?:last|next) (?:medical(?:ly)? |clinical(?:ly)? )?review(?:ed)?(?: by| on)?\W*$"
    r"|^\W*(?:revisad[oa] por|ultima revision(?: medica)?)\W*$",
    re.I,
)
_OF_A_TEXT = match_words(_TEXT)
_DENIED = re.compile(r"\b(?:not|never|nobody|none|no|nor|nadie|unless|until|once)\b|n['’]t\b", re.I)
# Who reads a notice of law, or tests a site for access, is no clinician.
_OF_LAW = re.compile(
    r"\b(?:lawyers?|attorneys?|counsel|polic(?:y|ies)|notice|accessibility|fda)\b", re.I
)


def find_review_lines(text: str) -> list[Finding]:
    """Return where `text` says that a clinician read it, its page or all pages.

    What is done with a patient's papers is no such line ('Your history is reviewed by a nurse'), nor is a denial.
    """
    found = []
    for sentence in split_sentences(plain_letters(text)):
        said = sentence.text
        match = _HEAD.match(said) or _LINE.search(said) or _SAID_OF_ALL.search(said)
        if match is None or is_asked(said) or is_quoted(said, *match.span()):
            continue
        before = said[: match.start()]
        if _DENIED.search(before) or _OF_LAW.search(said) or is_rejected(sentence, *match.span()):
            continue
        # Behind a date or a head of its own ('November 2026: reviewed by …') it is one as well.
        is_line = not re.split(r"[:|–—]", before)[-1].strip(" \t•*-(✓✔✅☑")
        if is_line or _OF_A_TEXT.search(before) or _SAID_OF_ALL.search(said):
            found.append(Finding(KIND, match[0], said, WHY, INSTEAD, Severity.STOP))
    return found
