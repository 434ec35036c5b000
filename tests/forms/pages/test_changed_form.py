"""Staff change a form while somebody fills it in: nothing typed is lost, and no answer changes its meaning."""

import time

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from desk import page_bin
from forms.models import Consent, FormerForm, FormField, Submission
from forms.pages.recovery.former_form import KEPT_FOR, find_former_version
from forms.requests.models import ConsentType
from home.models import HomePage
from tests.factories.forms import FormPageFactory, request_settings, starter_form
from tests.factories.home import StandardPageFactory, home_page
from tests.forms.pages.test_steps import through_step_1, through_step_2, to_check
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointment(db):
    request_settings()
    return starter_form(slug="request")


def rename(page, slug="renamed"):
    page = page.__class__.objects.get(pk=page.pk)
    page.slug = slug
    page.save_revision().publish()


def unpublish(page):
    page.unpublish()


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def delete(page):
    Page.objects.get(pk=page.pk).delete()


def edit(page, **values):
    """Publish the page with other settings."""
    page = page.__class__.objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def edit_question(page, type_, **values):
    page = page.__class__.objects.get(pk=page.pk)
    fields = list(page.form_fields.all())
    for field in fields:
        if field.field_type == type_:
            for name, value in values.items():
                setattr(field, name, value)
    page.form_fields = fields
    page.save_revision().publish()


def remove(page, type_):
    page = page.__class__.objects.get(pk=page.pk)
    page.form_fields = [f for f in page.form_fields.all() if f.field_type != type_]
    page.save_revision().publish()


def finish(visitor: Visitor, *, until: str = "We have your request") -> Visitor:
    """Press the first button until the form is thanked for, as somebody does who wants to be done."""
    for _press in range(6):
        if visitor.form is None:
            break
        visitor.press(visitor.form.select_one(".c-form__actions button").get_text(strip=True))
    assert visitor.title == until, visitor.text[:800]
    return visitor


def stored() -> dict[str, str]:
    request = Submission.objects.get()
    return {row["kind"]: row["text"] for row in request.answers()}


def ask_for_password(page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")


def put_parent_behind_password(page):
    ask_for_password(page.get_parent())


def move_outside(page):
    """Move the page under a home page that is no site's."""
    other = HomePage(title="Other", slug="other-home", headline="Other")
    Page.get_first_root_node().add_child(instance=other)
    Page.objects.get(pk=page.pk).move(other, pos="last-child")


def move_to_another_site(page):
    move_outside(page)
    Site.objects.create(hostname="other.example", root_page=HomePage.objects.get(slug="other-home"))


def put_in_bin(page):
    page_bin.put_in_bin(Page.objects.get(pk=page.pk), None)


def replace_by_page(page):
    delete(page)
    StandardPageFactory(slug=page.slug, parent=home_page())


def replace_by_form(page):
    delete(page)
    FormPageFactory(slug=page.slug, title="Another form")


def lead_to_another_form(page):
    delete(page)
    other = FormPageFactory(slug="another", title="Another form")
    Redirect.objects.update_or_create(
        site=Site.objects.get(), old_path="/request", defaults={"redirect_page": other}
    )


GONE = [rename, unpublish, restrict, delete]
HIDDEN = [
    unpublish, restrict, delete, ask_for_password, put_parent_behind_password, move_outside,
    move_to_another_site, put_in_bin, replace_by_page, replace_by_form, lead_to_another_form,
]  # fmt: skip


class TestTheAddress:
    @pytest.mark.parametrize("change", GONE)
    def test_at_the_last_screen(self, appointment, change):
        visitor = to_check(Visitor(appointment.url))
        change(appointment)
        visitor.press("Send request")
        assert visitor.title == "We have your request"
        assert visitor.reference == Submission.objects.get().reference
        assert stored()["phone"] == "(703) 555-0123"

    @pytest.mark.parametrize("change", GONE)
    def test_at_the_second_step(self, appointment, change):
        visitor = through_step_1(Visitor(appointment.url))
        change(appointment)
        through_step_2(visitor)
        assert "Step 3 of 3" in visitor.text
        visitor.tick("Text me").fill("Telephone", "703 555 0123")
        visitor.tick("You may use what I wrote").press("Check your answers")
        visitor.press("Send request")
        assert visitor.reference == Submission.objects.get().reference
        assert stored()["name"] == "Ann"

    @pytest.mark.parametrize("change", GONE)
    def test_of_a_form_on_one_page(self, form_page, change):
        visitor = fill_small(Visitor(form_page.url))
        change(form_page)
        visitor.press("Send")
        assert visitor.reference == Submission.objects.get().reference

    @pytest.mark.parametrize("change", GONE)
    def test_with_a_mistake_the_page_comes_back_filled(self, form_page, change):
        visitor = fill_small(Visitor(form_page.url), phone="12")
        change(form_page)
        visitor.press("Send")
        assert visitor.errors
        assert visitor.input("First name")["value"] == "Ann"
        visitor.fill("Telephone", "703 555 0123").press("Send")
        assert visitor.reference == Submission.objects.get().reference

    @pytest.mark.parametrize("change", GONE)
    def test_an_old_browser_needs_its_token_there_too(self, form_page, change):
        visitor = fill_small(Visitor(form_page.url, Client(enforce_csrf_checks=True)))
        change(form_page)
        token = visitor.values.pop("csrfmiddlewaretoken")
        visitor.press("Send", Origin="null")
        assert visitor.status == 403
        assert visitor.input("First name")["value"] == "Ann"
        assert not Submission.objects.exists()
        visitor.values["csrfmiddlewaretoken"] = token
        visitor.press("Send", Origin="null")
        assert visitor.reference == Submission.objects.get().reference

    def test_another_form_at_the_old_address_does_not_take_it(self, form_page):
        visitor = fill_small(Visitor(form_page.url))
        rename(form_page)
        other = FormPageFactory(slug="write", title="Another form")
        visitor.press("Send")
        assert Submission.objects.get().page_id == form_page.pk
        assert other.url == "/write/"

    @pytest.mark.parametrize("change", GONE)
    def test_the_confirmation_is_found_afterwards(self, form_page, change):
        visitor = fill_small(Visitor(form_page.url)).press("Send")
        place, reference = visitor.posted["Location"], visitor.reference
        if change is delete:
            Submission.objects.update(page=None)
        change(form_page)
        assert visitor.open(place).reference == reference

    @pytest.mark.parametrize("change", HIDDEN)
    def test_reloading_a_step_shows_it_filled_and_it_can_be_sent(self, appointment, change):
        """Every button leads on from there, and so does the confirmation."""
        visitor = through_step_1(Visitor(appointment.url))
        change(appointment)
        visitor.open(visitor.posted["Location"])
        assert "Step 2 of 3" in visitor.text
        visitor.press("Back")
        assert visitor.input("First name")["value"] == "Ann"
        visitor.press("Continue").tick("An appointment").press("Continue")
        visitor.tick("Text me").fill("Telephone", "703 555 0123")
        visitor.tick("You may use what I wrote").press("Check your answers").press("Send request")
        assert stored()["name"] == "Ann"
        assert visitor.reference == Submission.objects.get().reference

    @pytest.mark.parametrize("change", [unpublish, restrict, delete, replace_by_page])
    def test_who_began_nothing_lately_sees_nothing_of_it(self, appointment, change, monkeypatch):
        visitor = through_step_1(Visitor(appointment.url))
        change(appointment)
        later = time.time() + 2 * 3600
        monkeypatch.setattr("forms.pages.visit.draft_cookie.time.time", lambda: later)
        page = visitor.client.get(appointment.url, {"step": "2"})
        assert page.status_code in (200, 302, 404, 410)
        assert b"data-form" not in page.content

    def test_what_was_sent_does_not_open_a_form_that_is_gone(self, form_page):
        visitor = fill_small(Visitor(form_page.url)).press("Send")
        unpublish(form_page)
        assert visitor.client.get(form_page.url).status_code == 404
        assert visitor.client.get(form_page.url, {"step": "1"}).status_code == 302

    def test_the_questions_of_a_deleted_form_are_kept_for_a_day(self, form_page):
        delete(form_page)
        assert find_former_version(form_page.pk).title == "Write to us"
        FormerForm.objects.update(deleted_at=timezone.now() - KEPT_FOR)
        assert find_former_version(form_page.pk) is None
        delete(FormPageFactory(slug="another"))
        assert not FormerForm.objects.filter(number=form_page.pk).exists()

    def test_a_made_up_confirmation_is_still_not_found(self, client, form_page):
        unpublish(form_page)
        assert client.get(f"{form_page.url}sent/{'a' * 44}/").status_code == 404

    def test_reloading_a_step_leads_to_the_new_address_filled(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        rename(appointment)
        response = visitor.client.get(visitor.posted["Location"])
        assert (response.status_code, response["Location"]) == (302, "/renamed/?step=2")
        visitor.open(response["Location"])
        assert "Step 2 of 3" in visitor.text
        visitor.press("Back")
        assert visitor.input("First name")["value"] == "Ann"

    def test_other_addresses_are_not_found_as_ever(self, client, form_page):
        assert client.get("/nothing/").status_code == 404
        assert client.post("/nothing/", {"a": "b"}).status_code in (403, 404, 405)


class TestSteps:
    def test_switched_off_at_step_2(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        edit(appointment, use_steps=False)
        through_step_2(visitor)
        assert "changed while you were filling it in" in visitor.text
        assert not visitor.errors
        assert visitor.input("First name")["value"] == "Ann"
        assert visitor.input("An appointment").has_attr("checked")
        visitor.tick("Text me").fill("Telephone", "703 555 0123").tick("You may use what I wrote")
        finish(visitor)
        assert stored()["name"] == "Ann"

    def test_switched_on_at_the_only_page(self, form_page):
        visitor = fill_small(Visitor(form_page.url))
        edit_question(form_page, "phone", section="Reach")
        edit(form_page, use_steps=True)
        finish(visitor)
        assert stored()["name"] == "Ann"

    def test_reordered(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        page = appointment.__class__.objects.get(pk=appointment.pk)
        fields = list(page.form_fields.all())
        for order, field in enumerate(reversed(fields)):
            field.sort_order, field.show_if, field.show_if_answer = order, "", ""
            field.required = field.required and field.field_type in ("name", "consent_contact")
        page.form_fields = fields
        page.save_revision().publish()
        visitor.tick("An appointment").press("Continue")
        for _screen in range(6):
            if visitor.form is None:
                break
            labels = " ".join(label.get_text(" ") for label in visitor.form.find_all("label"))
            if "Telephone" in labels:
                visitor.fill("Telephone", "703 555 0123")
            if "You may use what I wrote" in labels:
                visitor.tick("You may use what I wrote")
            visitor.press(visitor.form.select_one(".c-form__actions button").get_text(strip=True))
        assert (stored()["name"], stored()["help_wanted"]) == ("Ann", "An appointment")

    def test_check_your_answers_switched_off_is_still_shown_to_whom_it_was_promised(
        self, appointment
    ):
        visitor = through_step_2(through_step_1(Visitor(appointment.url)))
        visitor.tick("Text me").fill("Telephone", "703 555 0123").tick("You may use what I wrote")
        edit(appointment, check_answers=False)
        visitor.press("Check your answers")
        assert visitor.title == "Check your answers"
        assert not Submission.objects.exists()
        finish(visitor)

    def test_absent_keys_wipe_nothing(self, appointment):
        visitor = through_step_2(through_step_1(Visitor(appointment.url)))
        visitor.values["_step"] = ["0"]  # a screen that it is not: none of its keys comes
        visitor.tick("Text me").fill("Telephone", "703 555 0123").tick("You may use what I wrote")
        visitor.press("Back")
        assert visitor.input("First name")["value"] == "Ann"


class TestQuestions:
    def test_removed_while_on_check_your_answers_is_kept_with_its_words(self, appointment):
        visitor = to_check(Visitor(appointment.url))
        remove(appointment, "name")
        finish(visitor)
        row = next(r for r in Submission.objects.get().answers() if r["kind"] == "name")
        assert (row["label"], row["text"], row["gone"]) == ("First name", "Ann", "removed")

    @pytest.fixture
    def pair(self, db):
        """A form whose second question may depend on the first; on two steps with a look at all answers."""
        request_settings()
        return FormPageFactory(
            use_steps=True,
            check_answers=True,
            questions=[
                {
                    "field_type": "radio",
                    "label": "Side",
                    "choices": "left\nright",
                    "required": False,
                },
                {"field_type": "singleline", "label": "Idea", "required": False},
                {"field_type": "short_text", "label": "More", "required": False, "section": "End"},
            ],
        )

    @pytest.mark.parametrize("when", ["at step 2", "at the check", "between button and page"])
    def test_a_condition_added_drops_nothing_that_was_asked_without_it(self, pair, when):
        visitor = Visitor(pair.url).tick("left").fill("Idea", "Longer hours")
        condition = {"show_if": "Side", "show_if_answer": "right"}
        if when == "between button and page":
            take = visitor.client.get

            def change_first(*args, **kwargs):
                edit_question(pair, "singleline", **condition)
                return take(*args, **kwargs)

            visitor.client.get = change_first
        visitor.press("Continue")
        visitor.client.__dict__.pop("get", None)
        if when == "at the check":
            visitor.press("Check your answers")
        if when != "between button and page":
            edit_question(pair, "singleline", **condition)
        while visitor.title != "We have your request":
            visitor.press("Send" if visitor.form.find("dl") else "Check your answers")
        rows = [r for r in Submission.objects.get().answers() if r["text"] == "Longer hours"]
        assert [(row["label"], row["gone"]) for row in rows] == [("Idea", "changed")]

    def test_an_answer_that_is_gone_takes_those_that_hang_on_it_along(self, pair):
        edit_question(pair, "singleline", show_if="Side")
        visitor = Visitor(pair.url).tick("left").fill("Idea", "Longer hours").press("Continue")
        edit_question(pair, "radio", choices="up\nright")
        while visitor.title != "We have your request":
            visitor.press("Send" if visitor.form.find("dl") else "Check your answers")
        texts = {row["text"]: row["gone"] for row in Submission.objects.get().answers()}
        assert (texts["left"], texts["Longer hours"]) == ("changed", "changed")

    def test_what_a_visitor_hides_by_another_answer_is_not_sent(self, pair):
        edit_question(pair, "singleline", show_if="Side", show_if_answer="left")
        visitor = Visitor(pair.url).tick("left").fill("Idea", "Longer hours").tick("right")
        visitor.press("Continue").press("Check your answers").press("Send")
        assert "Longer hours" not in str(Submission.objects.get().form_data)

    def test_removed_after_its_step_is_kept_even_after_a_reload(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        remove(appointment, "name")
        visitor.open(visitor.posted["Location"])
        through_step_2(visitor)
        visitor.tick("Text me").fill("Telephone", "703 555 0123")
        visitor.tick("You may use what I wrote").press("Check your answers")
        assert "We no longer ask this" in visitor.text
        finish(visitor)
        row = next(r for r in Submission.objects.get().answers() if r["kind"] == "name")
        assert (row["label"], row["text"]) == ("First name", "Ann")

    def test_a_removed_telephone_can_still_be_dialled_and_found(self, form_page):
        visitor = fill_small(Visitor(form_page.url), email="ann@example.com")
        remove(form_page, "phone")
        edit_question(form_page, "contact_method", required=False)
        finish(visitor)
        request = Submission.objects.get()
        assert request.answer("phone") == "+17035550123"
        assert request.phone_hash

    @pytest.mark.parametrize(
        ("gone", "left"), [("phone", "703 555 0123"), ("email", "ann@example.com")]
    )
    def test_a_way_to_be_reached_that_is_no_longer_asked_for_is_one_all_the_same(
        self, form_page, gone, left
    ):
        """Somebody left the one way that they have; the form asks for the other one alone by now."""
        how = {"phone": "Text me", "email": "E-mail me"}[gone]
        visitor = fill_small(Visitor(form_page.url), **{"phone": "", gone: left, "how": how})
        remove(form_page, gone)
        visitor.press("Send")
        for _turn in range(2):
            if visitor.title != "We have your request":
                assert not visitor.errors
                visitor.press("Send")
        assert visitor.title == "We have your request"
        request = Submission.objects.get()
        assert request.answer(gone)
        assert getattr(request, f"{gone}_hash")

    def test_a_number_that_nobody_can_dial_is_none_even_then(self, form_page):
        visitor = fill_small(Visitor(form_page.url), phone="12", how="Text me")
        remove(form_page, "phone")
        visitor.press("Send")
        assert visitor.title == "Write to us"
        assert visitor.errors == [
            "Leave a telephone number or an e-mail address, so that we can answer."
        ]

    def test_added_and_required_is_asked_on_the_filled_page(self, form_page):
        visitor = fill_small(Visitor(form_page.url))
        page = form_page.__class__.objects.get(pk=form_page.pk)
        page.form_fields = [
            *page.form_fields.all(),
            FormField(field_type="singleline", label="Town", sort_order=99),
        ]
        page.save_revision().publish()
        visitor.press("Send")
        assert visitor.errors == ["Answer this question: ‘Town’"]
        assert "changed while you were filling it in" in visitor.text
        visitor.fill("Town", "Reston").press("Send")
        assert visitor.title == "We have your request"

    def test_a_choice_that_is_gone_is_kept_beside_the_new_answer(self, db):
        page = FormPageFactory(
            contact_rule="none",
            questions=[
                {"field_type": "radio", "label": "Colour", "choices": "Red\nBlue"},
                {"field_type": "singleline", "label": "Town"},
            ],
        )
        visitor = Visitor(page.url).tick("Blue").fill("Town", "Reston")
        edit_question(page, "radio", choices="Red\nGreen")
        visitor.press("Send")
        assert len(visitor.errors) == 1
        visitor.tick("Green").press("Send")
        rows = Submission.objects.get().answers()
        assert [(r["label"], r["text"], r["gone"]) for r in rows] == [
            ("Colour", "Green", ""), ("Town", "Reston", ""), ("Colour", "Blue", "changed"),
        ]  # fmt: skip

    def test_another_type_keeps_the_old_answer_under_the_old_words(self, db):
        page = FormPageFactory(
            contact_rule="none",
            questions=[
                {"field_type": "singleline", "label": "Say it", "required": False},
                {"field_type": "short_text", "label": "More", "required": False},
            ],
        )
        visitor = Visitor(page.url).fill("Say it", "my words").fill("More", "and more")
        edit_question(page, "singleline", field_type="yes_no", label="Is it so?")
        edit_question(page, "short_text", field_type="singleline", label="Else")
        finish(visitor)
        rows = {r["label"]: (r["text"], r["gone"]) for r in Submission.objects.get().answers()}
        assert rows["Say it"] == ("my words", "changed")
        assert rows["More"] == ("and more", "")

    def test_a_consent_is_recorded_in_the_words_that_were_read(self, form_page):
        visitor = fill_small(Visitor(form_page.url))
        edit_question(form_page, "consent_contact", wording="You may sell my name.")
        visitor.press("Send")
        assert visitor.title == "We have your request"
        assert (
            Consent.objects.get(kind=ConsentType.CONTACT).wording
            == "You may contact me about this request."
        )

    def test_a_consent_whose_words_changed_is_asked_again_after_a_reload(self, form_page):
        visitor = fill_small(Visitor(form_page.url), phone="12").press("Send")
        edit_question(form_page, "consent_contact", wording="You may sell my name.")
        visitor.open(visitor.posted["Location"])
        assert not visitor.input("You may sell my name").has_attr("checked")

    @pytest.mark.parametrize("version", ["x", "", "a:b", "e30:x", "." * 70_000])
    def test_a_made_up_version_is_no_version(self, form_page, version):
        visitor = fill_small(Visitor(form_page.url))
        visitor.values["_version"] = [version]
        assert visitor.press("Send").title == "We have your request"

    def test_every_answer_travels_as_a_key_that_no_translation_touches(self, appointment):
        visitor = through_step_1(Visitor(appointment.url))
        tags = visitor.form.select("option, input[type=radio], input[type=checkbox], button")
        assert all(tag.has_attr("value") for tag in tags)
