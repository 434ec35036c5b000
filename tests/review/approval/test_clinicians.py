"""Nobody makes a clinician of an account by a way that its manager does not see."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import LogContext

from clinic.models import Person
from review.models import Reviewer
from staff import roles
from tests.factories.clinic import (
    PersonFactory,
)
from tests.review.around import said_in
from tests.review.reviewing import licensed
from tests.review.writing import typed_in
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db


def test_nobody_links_their_own_account_to_a_clinician():
    client = sign_in(roles.ADMINISTRATOR, roles.REVIEWER)
    person = PersonFactory(is_sample=False, licence="MD, VA, 1")
    url = reverse("reviewers:add")
    response = client.post(url, {"user": client.user.pk, "person": person.pk})
    assert response.status_code == 200 and not Reviewer.objects.exists()
    assert "own account" in said_in(response)


def test_an_administrator_makes_no_clinician_of_themselves_or_of_their_role():
    """Underneath every screen: forms, bulk actions, roles."""
    client = sign_in(roles.ADMINISTRATOR)
    role = Group.objects.get(name=roles.REVIEWER)
    own = Group.objects.get(name=roles.ADMINISTRATOR)
    right = Permission.objects.get(content_type__app_label="review", codename="approve_text")
    words = Permission.objects.get(content_type__app_label="review", codename="add_wordrule")
    with LogContext(user=client.user):
        for give in (
            lambda: client.user.groups.add(role),
            lambda: own.permissions.add(right),
            lambda: own.permissions.add(words),
        ):
            with pytest.raises(PermissionDenied), transaction.atomic():
                give()
        sign_in(roles.EDITOR).user.groups.add(role)


@pytest.mark.parametrize("field", ["credentials", "licence", "name", "role", "disclosures"])
def test_an_editor_changes_nothing_that_makes_a_reviewer(field, editor):
    licensed()
    person = Person.objects.get()
    url = reverse("wagtailsnippets_clinic_person:edit", args=(person.pk,))
    response = editor.post(url, {**typed_in(editor, url), field: "DO, VA, 77"})
    assert response.status_code == 200
    assert getattr(Person.objects.get(), field) != "DO, VA, 77"


def test_an_editor_takes_back_no_earlier_profile_of_a_reviewer(editor):
    licensed()
    person = Person.objects.get()
    person.disclosures = "None."
    earlier = person.save_revision()
    Person.objects.update(disclosures="Owns a part of the clinic.")
    Person.objects.get().save_revision()
    name = "wagtailsnippets_clinic_person:revisions_revert"
    response = editor.get(reverse(name, args=(person.pk, earlier.pk)))
    assert response.status_code == 200
    url = reverse("wagtailsnippets_clinic_person:edit", args=(person.pk,))
    data = typed_in(editor, reverse(name, args=(person.pk, earlier.pk)))
    assert data["disclosures"] == "None."
    editor.post(reverse(name, args=(person.pk, earlier.pk)), data)
    editor.post(url, data)
    assert Person.objects.get().disclosures == "Owns a part of the clinic."
