"""The list of what to do before the launch: computed, each line one click from its cure, gone when done."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from backups.models import BackupRun
from clinic.models import ClinicSettings, Location, Person
from desk.launch import list_tasks
from forms.requests.models import Delivery, RequestSettings, Submission
from media.models import ClinicImage
from review.models import Reviewer
from sample import clinic
from sample.checks import MARKS
from staff import roles
from tests import factories
from tests.every_page import soup_of
from tests.factories.forms import FormPageFactory, OutboxMessageFactory, SubmissionFactory
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def sentences() -> str:
    return "\n".join(str(task.sentence) for task in list_tasks())


def test_a_fresh_sample_says_all_of_it(client):
    factories.home_page()
    form = FormPageFactory(title="Request a visit")
    factories.ClinicSettingsFactory(name=clinic.NAME, sample_note="A sample.", request_page=form)
    factories.PersonFactory(is_sample=True)
    factories.LocationFactory(name="Main clinic", is_sample=True)
    factories.ClinicImageFactory()
    factories.StandardPageFactory(title="What it costs", purpose="costs")
    sample = factories.stream(("text", f"<p>{MARKS[0]}</p>"))
    factories.StandardPageFactory(
        title="Privacy practices", purpose="privacy-practices", body=sample
    )
    get_user_model().objects.create_user("ann", "ann@clinic.example", "a long password")
    said = sentences()
    for words in (
        "still called ‘Avesta", "telephone numbers", "e-mail address", "sample site, when",
        "1 sample profile", "‘Main clinic’", "nobody of the clinic has saved", "1 picture that",
        "web address", "no second factor", "nobody can approve", "‘Request a visit’",
        "told by mail", "test mail", "own prices into ‘What it costs’",
        "own text into ‘Privacy practices’", "own icon", "none has been made yet",
    ):  # fmt: skip
        assert words in said, words


@pytest.fixture
def ready():
    """A site on which everything is done."""
    home = factories.home_page()
    user = get_user_model().objects.create_superuser("ann", "ann@quiet.org", "a long password")
    form = FormPageFactory(title="Request a visit")
    for page in Page.objects.filter(depth__gt=1):
        page.specific.save_revision(user=user)
    factories.ClinicSettingsFactory(
        name="Quiet Hill", phone="(703) 224-3311", text_number="", email="desk@quiet.org",
        sample_note="", request_page=form, icon_image=factories.ClinicImageFactory(),
    )  # fmt: skip
    person = factories.PersonFactory(is_sample=False, licence="MD, Virginia, 1")
    factories.LocationFactory(is_sample=False)
    ClinicImage.objects.update(uploaded_by_user=user)
    site = Site.objects.get(is_default_site=True)
    site.hostname = "quiet.org"
    site.save()
    Authenticator.objects.create(user=user, type="totp", data={})
    Reviewer.objects.create(user=user, person=person)
    submission = SubmissionFactory(page=form)
    RequestSettings.objects.update_or_create(site=site, defaults={"notify": "desk@quiet.org"})
    message = OutboxMessageFactory(submission=submission)
    Delivery.objects.create(message=message, address="desk@quiet.org", state="sent")
    now = timezone.now()
    BackupRun.objects.create(kind=BackupRun.Kind.BACKUP, started_at=now, ended_at=now, ok=True)
    return home, user


def test_it_is_gone_when_all_is_done(ready, client):
    assert sentences() == ""
    client.force_login(ready[1])
    dashboard = soup_of(client.get(reverse("wagtailadmin_home")))
    assert dashboard.find(id="launch-heading") is None


def change_clinic(**values):
    return lambda: ClinicSettings.objects.update(**values)


def change_host():
    Site.objects.update(hostname="localhost")


CAUSES = (
    (change_clinic(name=" "), "Write the clinic's name."),
    (change_clinic(phone=""), "Write the clinic's telephone number."),
    (change_clinic(phone="(703) 555-0142"), "own telephone numbers"),
    (change_clinic(text_number="(703) 555-0142"), "own telephone numbers"),
    (change_clinic(email="desk@clinic.example"), "own e-mail address"),
    (change_clinic(icon_image=None), "own icon"),
    (change_clinic(request_page=None), "form that the request button leads to"),
    (change_clinic(sample_note="A sample."), "Empty the note"),
    (lambda: Person.objects.update(is_sample=True), "1 sample profile"),
    (lambda: Location.objects.update(is_sample=True), "address and opening hours for"),
    (Location.objects.all().delete, "Add the clinic's address"),
    (lambda: ClinicImage.objects.update(uploaded_by_user=None), "came with the sample"),
    (change_host, "web address"),
    (Authenticator.objects.all().delete, "no second factor"),
    (Reviewer.objects.all().delete, "nobody can approve"),
    (Submission.objects.all().delete, "‘Request a visit’ once yourself"),
    (lambda: RequestSettings.objects.update(notify=""), "told by mail"),
    (lambda: Delivery.objects.update(state="failed"), "test mail"),
    (BackupRun.objects.all().delete, "none has been made yet"),
)


@pytest.mark.parametrize(("cause", "words"), CAUSES, ids=[words for _, words in CAUSES])
def test_a_line_comes_back_with_its_cause(ready, cause, words):
    cause()
    assert words in sentences()


def test_each_line_leads_to_a_screen_that_answers():
    factories.home_page()
    admin_client = sign_in(roles.ADMINISTRATOR)
    factories.ClinicSettingsFactory(name=clinic.NAME, sample_note="A sample.")
    factories.PersonFactory(is_sample=True)
    factories.LocationFactory(is_sample=True)
    FormPageFactory()
    dashboard = soup_of(admin_client.get(reverse("wagtailadmin_home")))
    links = [a["href"] for a in dashboard.select(".clinic-launch a")]
    assert len(links) >= 10
    for link in links:
        address, _, place = link.partition("#")
        if address.startswith("/admin/"):
            answer = admin_client.get(address, follow=True)
            assert answer.status_code == 200, address
            assert not place or soup_of(answer).find(id=place), link
    assert any(link.endswith("#id_icon_image") for link in links)


def test_who_can_cure_nothing_does_not_see_it(client):
    user = get_user_model().objects.create_user("ben", "ben@clinic.example", "a long password")
    from django.contrib.auth.models import Permission

    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer.status_code == 200
    assert b"launch-heading" not in answer.content


def test_who_can_not_cure_a_line_reads_whom_to_ask():
    """A link there would answer 'you can't open this'."""
    factories.home_page()
    factories.ClinicSettingsFactory()
    lines = soup_of(sign_in(roles.EDITOR).get(reverse("wagtailadmin_home"))).select(
        ".clinic-launch li"
    )
    host = next(line for line in lines if "at which web address" in line.text)
    assert host.a is None
    assert host.select_one(".clinic-hint").text == "Ask an administrator."
    name = next(line for line in lines if "telephone numbers" in line.text)
    assert name.a is not None and name.select_one(".clinic-hint") is None
    dashboard = soup_of(sign_in(roles.ADMINISTRATOR).get(reverse("wagtailadmin_home")))
    for link in dashboard.select(".clinic-launch a[href^='/admin/#']"):
        assert dashboard.find(id=link["href"].partition("#")[2]), link["href"]
    host = next(
        line for line in dashboard.select(".clinic-launch li") if "at which web" in line.text
    )
    assert host.a is not None
