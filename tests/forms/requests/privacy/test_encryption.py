"""Personal data at rest: unreadable without the key, never searched, never handed out by mistake."""

import json

import pytest
from cryptography.fernet import Fernet
from django.core import serializers
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import override_settings

from forms.models import Consent, Submission
from forms.requests.encryption import DecryptionError, decrypt, encrypt, keyed_hash
from forms.requests.privacy.rotation import rotate_all
from forms.requests.workflow import find_duplicates
from tests.factories.forms import ConsentFactory, SubmissionFactory

pytestmark = pytest.mark.django_db
NEW = Fernet.generate_key().decode()


def stored(column: str = "form_data") -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM clinic_forms_submission")
        return cursor.fetchone()[0]


def test_the_database_holds_no_answer_in_plain():
    SubmissionFactory(name="Ann Secret", amendments=[{"form_data": {"f": "Earlier Secret"}}])
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clinic_forms_submission")
        row = json.dumps(cursor.fetchone(), default=str)
    assert "Secret" not in row
    assert "555010" not in row


def test_what_was_stored_is_read_back_as_it_was():
    data = {"a": "ü💛\n", "b": ["x", "y"], "c": True, "d": None, "e": ""}
    pk = SubmissionFactory(form_data=data).pk
    assert Submission.objects.get(pk=pk).form_data == data


def test_equal_answers_look_different():
    assert encrypt("x") != encrypt("x")


def test_a_wrong_key_raises_and_says_nothing_about_the_data():
    SubmissionFactory()
    with override_settings(FIELD_ENCRYPTION_KEYS=[NEW]), pytest.raises(DecryptionError) as error:
        Submission.objects.get()
    assert "FIELD_ENCRYPTION_KEYS" in str(error.value)
    assert "gAAAA" not in str(error.value)


def test_a_wrong_key_is_forgotten_with_the_right_one():
    SubmissionFactory(name="Ann")
    with override_settings(FIELD_ENCRYPTION_KEYS=[NEW]), pytest.raises(DecryptionError):
        Submission.objects.get()
    assert Submission.objects.get().answer("name") == "Ann"


def test_lists_and_counts_work_without_the_key():
    SubmissionFactory()
    with override_settings(FIELD_ENCRYPTION_KEYS=[NEW]):
        assert [s.status for s in Submission.objects.without_answers()] == ["new"]


def test_tampered_ciphertext_raises():
    SubmissionFactory()
    token = stored()
    with pytest.raises(DecryptionError):
        decrypt(token[:-8] + "AAAAAAA=")


@pytest.mark.parametrize("lookup", ["", "__exact", "__contains", "__in", "__icontains", "__gt"])
def test_searching_in_it_is_refused(lookup):
    with pytest.raises(FieldError):
        list(Submission.objects.filter(**{f"form_data{lookup}": ["x"]}))


def test_being_empty_may_be_asked():
    SubmissionFactory()
    assert Submission.objects.filter(amendments__isnull=True).count() == 1


def test_looking_into_it_is_refused():
    with pytest.raises(FieldError):
        list(Submission.objects.filter(form_data__f_name="Ann"))


def test_a_dump_carries_ciphertext_and_comes_back():
    original = SubmissionFactory(name="Ann Secret")
    dump = serializers.serialize("json", [original])
    assert "Secret" not in dump
    original.delete()
    for row in serializers.deserialize("json", dump):
        row.save()
    back = Submission.objects.get()
    assert (back.answer("name"), back.amendments) == ("Ann Secret", None)


@override_settings(FIELD_ENCRYPTION_KEYS=[])
def test_without_a_key_it_says_how_to_make_one():
    with pytest.raises(ImproperlyConfigured, match="make_key"):
        encrypt("x")


@override_settings(FIELD_ENCRYPTION_KEYS=["my secret key"])
def test_a_key_that_is_none_is_refused_without_being_shown():
    with pytest.raises(ImproperlyConfigured) as error:
        encrypt("x")
    assert "my secret key" not in str(error.value)


def test_made_keys_are_keys(capsys):
    call_command("make_key")
    Fernet(capsys.readouterr().out.strip())


class TestHashes:
    def test_find_equal_values_and_keep_purposes_apart(self):
        assert keyed_hash("x", "phone") == keyed_hash("x", "phone")
        assert keyed_hash("x", "phone") != keyed_hash("x", "email")
        assert keyed_hash("", "phone") == ""

    def test_depend_on_the_key(self):
        before = keyed_hash("x", "phone")
        with override_settings(LOOKUP_KEY="another"):
            assert keyed_hash("x", "phone") != before


class TestRotation:
    def test_every_row_is_written_under_the_new_key(self, settings):
        for _n in range(3):
            SubmissionFactory(name="Ann", amendments=[{"form_data": {"f": "x"}}])
        settings.FIELD_ENCRYPTION_KEYS = [NEW, *settings.FIELD_ENCRYPTION_KEYS]
        done = rotate_all()
        assert (done.rotated, done.current, done.unreadable) == (3, 0, 0)
        settings.FIELD_ENCRYPTION_KEYS = [NEW]
        for request in Submission.objects.all():
            assert request.answer("name") == "Ann"
            assert request.amendments == [{"form_data": {"f": "x"}}]

    def test_a_second_run_has_nothing_to_do(self, settings):
        SubmissionFactory()
        settings.FIELD_ENCRYPTION_KEYS = [NEW, *settings.FIELD_ENCRYPTION_KEYS]
        rotate_all()
        before = stored()
        assert rotate_all().rotated == 0
        assert stored() == before

    def test_it_goes_on_after_a_row_that_no_key_opens(self, settings):
        old = settings.FIELD_ENCRYPTION_KEYS
        settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
        SubmissionFactory()
        settings.FIELD_ENCRYPTION_KEYS = old
        SubmissionFactory()
        settings.FIELD_ENCRYPTION_KEYS = [NEW, *old]
        done = rotate_all()
        assert (done.rotated, done.unreadable) == (1, 1)

    def test_the_command_fails_loudly_then(self, settings, capsys):
        SubmissionFactory()
        settings.FIELD_ENCRYPTION_KEYS = [NEW]
        with pytest.raises(CommandError, match="1 requests can't be opened"):
            call_command("rotate_keys")

    def test_a_changed_lookup_key_finds_people_again(self, settings, capsys):
        one = SubmissionFactory(phone="+17035550123")
        two = SubmissionFactory(phone="+17035550123")
        ConsentFactory(submission=one)
        settings.LOOKUP_KEY = "another"
        three = SubmissionFactory(phone="+17035550123")
        assert find_duplicates(three).count() == 0
        call_command("rotate_keys", "--hashes")
        assert set(find_duplicates(three)) == {one, two}
        assert Consent.objects.get().phone_hash == three.phone_hash


def test_a_request_is_called_by_its_number_only():
    request = SubmissionFactory(name="Ann Secret")
    assert str(request) == f"Request #{request.pk}"
    assert "Secret" not in repr(request)
