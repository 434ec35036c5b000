"""What is said in a language that no rule reads goes to a person: otherwise a claim only had to be translated."""

import pytest

from clinic.models import Notice
from review.texts.languages import is_unread_language
from tests.factories import StandardPageFactory
from tests.factories.clinic import NoticeFactory, stream
from tests.review.around import said_in, stored_body
from tests.review.writing import PUBLISH, edit_url, typed

UNREAD = [
    "氯胺酮可以治愈抑郁症，没有任何副作用。",
    "우리 치료는 부작용이 없습니다.",
    "Кетамин вылечит вашу депрессию навсегда.",
    "أدويتنا تشفي الاكتئاب تمامًا",
    "Thuốc này chữa khỏi bệnh của quý vị.",
    "Notre cure vous guérit sans aucun danger.",
    "Wir heilen Sie ohne Gefahr und für immer.",
    "Nosso tratamento não tem nenhum perigo para você.",
    "Ang gamot na ito ay walang panganib.",
    "Medikaman sa a pa gen okenn danje pou ou.",
]
READ = [
    "The form is ready and we call you on the same day.",
    "1234 Main Street, Suite 100, Fairfax, Virginia",
    "Ask for Li Wei (李伟) or Dr. Дмитрий Иванов.",
    "Our pages in Español, Français, Deutsch",
    "Die Hard is playing in the waiting room",
    "Por favor traiga una lista de sus medicinas y una identificación con foto.",
    "Para pedir una cita, llame o escriba con su nombre.",
]


@pytest.mark.parametrize("sentence", UNREAD)
def test_a_sentence_in_a_language_without_rules_is_known(sentence):
    assert is_unread_language(sentence)


@pytest.mark.parametrize("sentence", READ)
def test_english_spanish_names_and_addresses_are_not_taken_for_one(sentence):
    assert not is_unread_language(sentence)


@pytest.mark.django_db
@pytest.mark.parametrize("sentence", UNREAD[::3])
def test_an_editor_puts_none_before_visitors_where_nobody_reviews(sentence, editor, reviewer):
    page = StandardPageFactory(slug="safety", purpose="general", introduction="What to know.")
    page.save_revision().publish()
    data = typed(sentence, **PUBLISH, purpose="general")
    assert "a language that the check can’t read" in said_in(editor.post(edit_url(page), data))
    assert sentence not in stored_body(page)
    assert reviewer.post(edit_url(page), data).status_code == 302
    assert sentence in stored_body(page)


@pytest.mark.django_db
def test_a_block_for_another_language_is_one_whatever_its_words(editor):
    from review.texts.health_words import new_health_sentences

    block = {
        "language": "so",
        "title": "Soomaali",
        "text": "<p>Dawadan waxay bogsiisaa murugada.</p>",
    }
    page = StandardPageFactory(
        purpose="general", body=stream(("other_language", block)), live=False
    )
    assert any("Dawadan" in said for said in new_health_sentences(page))


@pytest.mark.django_db
def test_a_notice_is_no_way_round():
    from review.approval.reviewer_first import why_reviewer_first
    from staff import roles
    from tests.staff.people import make_user

    NoticeFactory()
    notice = Notice.objects.get()
    notice.text = f"<p>{UNREAD[0]}</p>"
    assert "can’t read" in why_reviewer_first(notice, make_user("ed", roles.EDITOR))
    assert not why_reviewer_first(notice, make_user("rita", roles.REVIEWER))
