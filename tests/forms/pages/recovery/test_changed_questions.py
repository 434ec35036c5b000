"""Questions change while somebody answers them: what was typed stays, and no answer means something else."""

import pytest

from forms.models import Consent, FormField, Submission
from forms.requests.models import ConsentType
from tests.factories.forms import FormPageFactory, request_settings
from tests.forms.pages.recovery.changes import stored
from tests.forms.pages.visit.stepping import through_step_1, through_step_2, to_check
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db


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
        assert {tag.name for tag in tags} >= {"input", "button"}
        assert all(tag.has_attr("value") for tag in tags)
