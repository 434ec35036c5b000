"""Nobody types the line of a clinical review: it is the result of an approval, wherever somebody tries to write it."""

import pytest

from review.claims.review_lines import find_review_lines
from review.publishing.page_check import find_in_text
from tests.factories import StandardPageFactory
from tests.factories.clinic import ClinicSettingsFactory
from tests.factories.forms import FormPageFactory
from tests.factories.home import home_page
from tests.review.approval.test_reviewer_first import saved
from tests.review.around import said_in, stored_body
from tests.review.writing import PUBLISH, edit_url, typed

LINES = """
Medically reviewed by Jane Smith, MD
Reviewed by Jane Smith, MD, on May 3, 2026
Reviewed November 2026
✓ Reviewed – Nov 2026
Reviewed & approved Nov 3, 2026
Last reviewed by our medical director in June.
Last reviewed: November 2026
Next review: March 2027
Review date: 11/03/2026
Medical reviewer: Jane Smith, MD
Ｍｅｄｉｃａｌｌｙ　ｒｅｖｉｅｗｅｄ by Dr. Lee
This article was fact-checked by a licensed psychiatrist.
All pages on this site are reviewed by board-certified doctors.
Every article is clinically reviewed.
Doctor-reviewed content you can trust
Safety: medically reviewed by a physician
November 2026: reviewed by Dr. Ann Lee
Contenido revisado por la Dra. Pérez
Esta página fue revisada por un médico.
Reviewed by|Jane Smith, MD
Medically reviewed by:|Jane Smith
Last reviewed|November 2026
Next review:|May 2027
Revisado por|Juana Pérez
""".strip().splitlines()
NO_LINES = """
Your history is reviewed by a clinician before the first infusion.
Your request is checked by a nurse the same day.
The plan is approved by our lead clinician.
The study was reviewed by two experts.
Each health page names who wrote it, which clinician checked it, when, and when it will be checked again.
A clinician checks each text before it is published.
Ketamine is not reviewed by the FDA for that use.
This page was not medically reviewed.
No page here has been reviewed by a doctor yet.
Not yet reviewed.
Last checked: September 1, 2026. This is a sample text.
This policy was last reviewed on September 1, 2026 by our lawyer.
Last review of the guideline: it was due in 2023.
The next review of your plan is in six months.
A review from August 2025 found no clear evidence.
Was this page medically reviewed?
Be careful where a page says “Medically reviewed by experts” and names nobody.
Lead clinician and clinical reviewer
Approved for|Anesthesia
Review
The last review
Checked by hand
""".strip().splitlines()


@pytest.mark.parametrize("line", LINES)
def test_a_typed_review_line_is_found_however_it_is_put(line):
    found = find_review_lines(line.replace("|", "\n"))
    assert found and found[0].stops and "approve the page" in str(found[0].instead)


@pytest.mark.parametrize("text", NO_LINES)
def test_what_is_done_with_papers_and_what_is_denied_is_none(text):
    assert find_review_lines(text.replace("|", "\n")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", ["general", "health"])
@pytest.mark.parametrize("field", ["introduction", "seo_title", "search_description", "change_log"])
def test_no_field_of_a_page_takes_one(purpose, field, editor, published_at_once):
    page = StandardPageFactory(slug="safety", purpose=purpose, introduction="What to know.")
    page.save_revision().publish()
    values = {"purpose": purpose, field: "Medically reviewed by Jane Smith, MD"}
    response = editor.post(edit_url(page), typed("Hello.", **{**PUBLISH, **values}))
    assert "comes by itself" in said_in(response)
    assert "Hello" not in stored_body(page)


@pytest.mark.django_db
def test_a_footer_and_a_form_take_none_either(administrator, editor):
    row = ClinicSettingsFactory()
    said = said_in(saved(administrator, row, tagline="Reviewed by Jane Smith, MD"))
    assert "comes by itself" in said
    row.refresh_from_db()
    assert "Smith" not in row.tagline
    form = FormPageFactory(parent=home_page(), introduction="Last reviewed: May 2026.")
    assert [at.finding.words for at in _stops(form)] == ["Last reviewed: May"]


def _stops(page):
    from review.publishing.page_check import claims_on

    return [at for at in claims_on(page) if at.finding.stops]


@pytest.mark.django_db
def test_it_is_told_while_somebody_types():
    assert "Review" in {str(f.kind) for f in find_in_text("Medically reviewed by Dr. Lee.")}
