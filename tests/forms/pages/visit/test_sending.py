"""A visitor sends a form: stored once, thanked, and nothing typed is ever lost."""

import re

import pytest
from bs4 import BeautifulSoup

from forms.models import Submission
from forms.requests.models import EventType, MessageType
from tests.factories.forms import FormPageFactory
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


class TestTheForm:
    def test_is_never_kept_nor_named_to_another_site(self, client, form_page):
        response = client.get(form_page.url)
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"

    def test_sets_only_the_token_cookie_and_for_this_window_only(self, client, form_page):
        response = client.get(form_page.url)
        assert list(response.cookies) == ["csrftoken"]
        assert not response.cookies["csrftoken"]["max-age"]

    def test_every_input_has_a_label_that_points_to_it(self, form_page):
        visitor = Visitor(form_page.url)
        labelled = {
            label.get("for") or label.input["id"] for label in visitor.form.find_all("label")
        }
        tags = visitor.form.find_all(["input", "textarea", "select"])
        shown = [tag for tag in tags if tag.get("type") != "hidden"]
        assert len(shown) > 5
        assert [str(tag) for tag in shown if tag["id"] not in labelled] == []

    def test_ids_are_unique(self, form_page):
        page = Visitor(form_page.url).page
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids))

    def test_groups_stand_in_fieldsets_with_their_question_as_legend(self, form_page):
        form = Visitor(form_page.url).form
        legends = [f.find("legend").get_text(strip=True) for f in form.find_all("fieldset")]
        assert "How shall we reach you?" in legends
        assert "What would help?(optional)" in legends

    def test_tells_browsers_what_they_may_fill_in(self, form_page):
        visitor = Visitor(form_page.url)
        assert visitor.input("First name")["autocomplete"] == "given-name"
        assert visitor.input("Telephone")["autocomplete"] == "tel"
        assert visitor.input("Telephone")["inputmode"] == "tel"
        assert visitor.input("E-mail (optional)")["autocomplete"] == "email"
        assert visitor.input("E-mail (optional)")["type"] == "email"

    def test_no_consent_is_ticked_beforehand(self, form_page):
        boxes = Visitor(form_page.url).form.find_all("input", type="checkbox")
        assert boxes
        assert not [box for box in boxes if box.has_attr("checked")]

    def test_crisis_line_stands_above_the_form(self, form_page):
        page = Visitor(form_page.url).page
        crisis = page.find(class_="c-crisis")
        assert "988" in crisis.get_text()
        assert crisis.find_next("form", attrs={"data-form": True})

    def test_free_text_asks_for_no_medical_details_and_says_its_limit(self, form_page):
        area = Visitor(form_page.url).input("Anything else?")
        page = Visitor(form_page.url).page
        described = " ".join(
            page.find(id=part).get_text(strip=True) for part in area["aria-describedby"].split()
        )
        assert "do not include medical details" in described
        assert area["maxlength"] == "300"

    def test_why_we_ask_opens_without_script(self):
        page = FormPageFactory(
            questions=[{"field_type": "phone", "label": "Telephone", "why": "To call you back."}]
        )
        details = Visitor(page.url).form.find("details")
        assert "Why we ask" in details.find("summary").get_text()
        assert "To call you back." in details.get_text()

    def test_staff_words_are_shown_as_text_never_as_markup(self):
        page = FormPageFactory(
            questions=[
                {"field_type": "phone", "label": "<script>alert(1)</script>", "why": "<b>x</b>"}
            ]
        )
        html = Visitor(page.url).response.content.decode()
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert(1)" not in html
        assert "<b>x</b>" not in html

    @pytest.mark.parametrize(
        "query", ["?x=1", "?sent=1", "?_go=send", "?page=%00", "?" + "a" * 3000]
    )
    def test_any_query_string_shows_the_form(self, client, form_page, query):
        assert client.get(form_page.url + query).status_code in (200, 400)

    def test_head_and_options_work_and_other_methods_are_refused(self, client, form_page):
        assert client.head(form_page.url).status_code == 200
        assert client.options(form_page.url).status_code == 200
        assert client.put(form_page.url).status_code == 405
        assert client.delete(form_page.url).status_code == 405


class TestSending:
    def test_stores_one_request_and_thanks_at_a_neutral_address(self, form_page):
        visitor = fill_small(Visitor(form_page.url)).press("Send")
        request = Submission.objects.get()
        assert visitor.posted.status_code == 302
        assert re.fullmatch(r"/write/sent/[\w-]{44}/", visitor.posted["Location"])
        assert visitor.title == "We have your request"
        assert visitor.reference == request.reference
        assert visitor.response["Cache-Control"] == "no-store"
        assert request.answer("name") == "Ann"
        assert request.answer("phone") == "+17035550123"
        assert request.status == Submission.Status.NEW
        assert request.verdict == Submission.Verdict.PASSED

    def test_writes_log_line_and_message_with_it(self, form_page):
        fill_small(Visitor(form_page.url)).press("Send")
        request = Submission.objects.get()
        assert [e.kind for e in request.events.all()] == [EventType.RECEIVED]
        assert [m.kind for m in request.messages.all()] == [MessageType.NOTICE]

    def test_address_of_origin_is_kept_without_its_query(self, form_page):
        visitor = Visitor(form_page.url + "?utm_source=ketamine&depression=yes")
        fill_small(visitor).press("Send")
        assert Submission.objects.get().source_path == "/write/"

    def test_an_empty_form_names_each_thing_to_do_and_links_to_it(self, form_page):
        visitor = Visitor(form_page.url).press("Send")
        assert visitor.status == 200
        assert Submission.objects.count() == 0
        assert len(visitor.errors) == 4
        for link in visitor.page.find(id="errors").find_all("a"):
            target = visitor.page.find(id=link["href"].removeprefix("#"))
            assert target.name in ("input", "textarea", "select")

    def test_errors_stand_beside_their_field_and_are_announced(self, form_page):
        visitor = Visitor(form_page.url).press("Send")
        name = visitor.input("First name")
        assert name["aria-invalid"] == "true"
        error = visitor.page.find(id=name["aria-describedby"].split()[-1])
        assert "First name" in error.get_text()
        assert visitor.page.find(id="errors")["role"] == "alert"
        assert visitor.page.title.get_text().startswith("Error: ")

    def test_everything_typed_is_kept_after_an_error(self, form_page):
        visitor = fill_small(Visitor(form_page.url), text="Two\nlines <b>&amp;</b>", phone="12")
        visitor.tick("An appointment").tick("I would like a cost estimate").press("Send")
        assert len(visitor.errors) == 1
        assert visitor.values[visitor.input("First name")["name"]] == ["Ann"]
        assert visitor.values[visitor.input("Telephone")["name"]] == ["12"]
        assert visitor.values[visitor.input("Anything else?")["name"]] == [
            "Two\nlines <b>&amp;</b>"
        ]
        assert visitor.values[visitor.input("An appointment")["name"]] == [
            "appointment",
            "estimate",
        ]
        assert visitor.input("Call me").has_attr("checked")
        assert visitor.input("You may contact me").has_attr("checked")

    def test_mended_form_is_sent(self, form_page):
        visitor = fill_small(Visitor(form_page.url), phone="12").press("Send")
        visitor.fill("Telephone", "703 555 0123").press("Send")
        assert visitor.title == "We have your request"

    def test_phone_is_shown_as_one_writes_it(self, form_page):
        fill_small(Visitor(form_page.url), phone="+1 703.555.0123 x 9").press("Send")
        rows = {row["kind"]: row["text"] for row in Submission.objects.get().answers()}
        assert rows["phone"] == "(703) 555-0123 ext. 9"

    @pytest.mark.parametrize(
        "phone",
        ["555-0123", "123", "call me", "١٢٣", "+", "1" * 40, "\x00", "7035550123456789"],
    )
    def test_a_number_that_nobody_can_dial_gets_a_sentence_with_an_example(self, form_page, phone):
        visitor = fill_small(Visitor(form_page.url), phone=phone).press("Send")
        assert Submission.objects.count() == 0
        assert len(visitor.errors) == 1

    @pytest.mark.parametrize(
        "email", ["ann", "ann@", "@x.com", "a b@x.com", "ann@x", "x" * 250 + "@y.com"]
    )
    def test_an_address_that_is_none_gets_a_sentence(self, form_page, email):
        visitor = fill_small(Visitor(form_page.url), how="E-mail me", email=email).press("Send")
        assert Submission.objects.count() == 0
        assert len(visitor.errors) == 1

    @pytest.mark.parametrize(
        "junk", ["\x00\x01", "💛" * 200, "a" * 300, "<script>", "{{ 7*7 }}", "%s%n"]
    )
    def test_odd_texts_are_stored_as_text(self, form_page, junk):
        visitor = fill_small(Visitor(form_page.url), text=junk).press("Send")
        assert visitor.title == "We have your request"
        stored = [
            r["text"] for r in Submission.objects.get().answers() if r["kind"] == "short_text"
        ]
        assert stored == [junk.replace("\x00", "").replace("\x01", "")]

    def test_free_text_is_at_most_300_characters_with_line_ends_counted_once(self, form_page):
        fits = "\r\n".join(["a" * 149, "b" * 150])
        visitor = fill_small(Visitor(form_page.url), text=fits).press("Send")
        assert visitor.title == "We have your request"
        visitor = fill_small(Visitor(form_page.url), text="a" * 301).press("Send")
        assert "300" in visitor.errors[0]

    def test_an_answer_that_was_not_offered_is_refused_with_a_sentence(self, form_page):
        visitor = fill_small(Visitor(form_page.url))
        visitor.values[visitor.input("Call me")["name"]] = ["pigeon"]
        visitor.press("Send")
        assert visitor.errors == ["Choose one of the answers shown."]

    def test_unknown_fields_are_ignored(self, form_page):
        visitor = fill_small(Visitor(form_page.url))
        visitor.values["status"] = ["closed"]
        visitor.values["f_other"] = ["x"]
        visitor.press("Send")
        assert "x" not in Submission.objects.get().form_data.values()
        assert Submission.objects.get().status == "new"

    def test_two_forms_on_one_site_do_not_mix(self, form_page):
        other = FormPageFactory(slug="other", title="Other")
        one, two = Visitor(form_page.url), Visitor(other.url)
        fill_small(one, name="One").press("Send")
        fill_small(two, name="Two", phone="703 555 0155").press("Send")
        found = {s.page_id: s.answer("name") for s in Submission.objects.all()}
        assert found == {form_page.pk: "One", other.pk: "Two"}

    def test_a_form_page_that_is_unpublished_answers_404(self, client, form_page):
        form_page.unpublish()
        assert client.get(form_page.url).status_code == 404
        assert client.post(form_page.url, {"_token": "x"}).status_code == 404


def test_a_page_without_questions_still_answers(client, db):
    page = FormPageFactory(questions=[], contact_rule="none")
    assert client.get(page.url).status_code == 200
    assert client.post(page.url, {"_token": "x"}).status_code in (200, 302)


def test_a_kind_that_no_longer_exists_is_asked_as_a_line_of_text(db):
    page = FormPageFactory(
        contact_rule="none", questions=[{"field_type": "retired", "label": "Old question"}]
    )
    visitor = Visitor(page.url).fill("Old question", "still here").press("Send")
    assert visitor.title == "We have your request"
    assert BeautifulSoup(visitor.response.content, "html.parser").find("h1")
