"""A replaced key is said before a visitor meets it, and what travels is sealed for its own purpose."""

import json
import logging
import time

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core import checks
from django.core.management import call_command
from django.test import Client

from forms.models import KeyCheck, Submission
from forms.requests import encryption, health
from forms.requests.checks import check_replaced_keys
from forms.requests.encryption import (  # fmt: skip
    MONTH,
    TRAVELS,
    DecryptionError,
    decrypt,
    encrypt,
    seal_json,
    sealing_ring,
    unseal_json,
)
from forms.requests.privacy.key_checks import replaced_keys, say_at_start, write_missing
from forms.requests.privacy.rotation import rotate_all
from staff.sign_in.keys import make_ring as second_factor_ring
from tests.factories.forms import SubmissionFactory
from tests.forms.visitor import Visitor, fill_small

pytestmark = pytest.mark.django_db
NEW = Fernet.generate_key().decode()


class TestSigningKey:
    """SECRET_KEY signs open forms, confirmations and sign-ins: it too is rotated, not replaced."""

    OLD, NEWER = (
        "an-old-secret-of-many-letters-0123456789",
        "a-newer-secret-of-many-letters-987654321",
    )

    @pytest.fixture
    def watched(self, settings):
        settings.SECRET_KEY, settings.LOOKUP_KEY = (
            self.OLD,
            "a-key-of-its-own-that-stays-0123456789",
        )
        write_missing()
        settings.SECRET_KEY = self.NEWER
        return settings

    def test_replaced_it_is_said_at_the_start_and_as_a_check(self, watched, caplog):
        (error,) = check_replaced_keys(None)
        assert (error.level, error.id) == (checks.ERROR, "clinic_forms.E006")
        assert "SECRET_KEY_FALLBACKS" in error.hint
        with caplog.at_level(logging.CRITICAL):
            say_at_start()
        assert "SECRET_KEY was replaced instead of rotated" in caplog.text
        assert self.OLD not in caplog.text
        assert not health.check_keys()[0]

    def test_rotated_nothing_is_said_and_the_new_one_is_watched(self, watched):
        watched.SECRET_KEY_FALLBACKS = [self.OLD]
        assert replaced_keys() == []
        write_missing()
        watched.SECRET_KEY_FALLBACKS = []
        assert replaced_keys() == []
        watched.SECRET_KEY = self.OLD
        assert [problem.name for problem in replaced_keys()] == ["SECRET_KEY"]

    def test_replaced_on_purpose_it_is_accepted_by_command(self, watched, capsys):
        write_missing()
        assert replaced_keys()
        call_command("rotate_keys", "--new-secret")
        assert "SECRET_KEY is taken as it is now" in capsys.readouterr().out
        assert replaced_keys() == []

    def test_a_confirmation_and_an_open_form_hold_after_a_rotation(self, form_page, settings):
        settings.SECRET_KEY, settings.LOOKUP_KEY = (
            self.OLD,
            "a-key-of-its-own-that-stays-0123456789",
        )
        visitor = fill_small(Visitor(form_page.url)).press("Send")
        open_form = fill_small(Visitor(form_page.url), phone="703 555 0199", name="Bea")
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = self.NEWER, [self.OLD]
        reference = visitor.reference
        assert visitor.open(visitor.posted["Location"]).reference == reference
        open_form.press("Send", **{"Sec-Fetch-Site": "same-origin"})
        assert Submission.objects.latest("pk").verdict == "passed"
        settings.SECRET_KEY_FALLBACKS = []
        assert Client().get(visitor.posted["Location"]).status_code == 404


class TestReplaced:
    def test_all_is_well_with_the_keys_of_before(self):
        assert write_missing() == ["FIELD_ENCRYPTION_KEYS", "LOOKUP_KEY", "SECRET_KEY"]
        assert write_missing() == []
        assert replaced_keys() == []
        assert health.check_keys()[0]

    def test_a_replaced_key_is_an_error_that_says_what_to_do(self, settings):
        write_missing()
        settings.FIELD_ENCRYPTION_KEYS = [NEW]
        (error,) = check_replaced_keys(None)
        assert (error.level, error.id) == (checks.ERROR, "clinic_forms.E004")
        assert "replaced instead of rotated" in error.msg
        assert "new,old" in error.hint
        assert "rotate_keys" in error.hint
        assert not health.check_keys()[0]

    def test_it_is_a_check_of_the_deployed_site(self, settings):
        write_missing()
        settings.FIELD_ENCRYPTION_KEYS = [NEW]
        found = checks.run_checks(include_deployment_checks=True, tags=["security"])
        assert "clinic_forms.E004" in {message.id for message in found}

    def test_it_stands_in_the_log_at_the_start(self, settings, caplog):
        write_missing()
        settings.FIELD_ENCRYPTION_KEYS = [NEW]
        with caplog.at_level(logging.CRITICAL):
            say_at_start()
        assert "replaced instead of rotated" in caplog.text
        assert NEW not in caplog.text

    def test_a_rotated_key_is_none(self, settings):
        write_missing()
        SubmissionFactory()
        old = settings.FIELD_ENCRYPTION_KEYS
        settings.FIELD_ENCRYPTION_KEYS = [NEW, *old]
        assert replaced_keys() == []
        rotate_all()
        settings.FIELD_ENCRYPTION_KEYS = [NEW]
        assert replaced_keys() == []
        settings.FIELD_ENCRYPTION_KEYS = old
        assert [problem.name for problem in replaced_keys()] == ["FIELD_ENCRYPTION_KEYS"]

    def test_rotating_with_the_wrong_keys_hides_nothing(self, settings):
        write_missing()
        settings.FIELD_ENCRYPTION_KEYS = [NEW]
        rotate_all()
        assert len(replaced_keys()) == 1

    def test_a_loss_can_be_accepted(self, settings, capsys):
        write_missing()
        SubmissionFactory()
        settings.FIELD_ENCRYPTION_KEYS = [NEW]
        call_command("rotate_keys", "--accept-loss", "--hashes")
        assert "1 requests stay unreadable" in capsys.readouterr().out
        assert replaced_keys() == []

    def test_without_a_stored_value_the_newest_request_tells(self, settings):
        SubmissionFactory()
        settings.FIELD_ENCRYPTION_KEYS = [NEW]
        assert len(replaced_keys()) == 1
        assert "FIELD_ENCRYPTION_KEYS" not in write_missing()

    def test_a_changed_lookup_key_is_said_until_the_hashes_are_new(self, settings):
        write_missing()
        settings.LOOKUP_KEY = "another"
        (error,) = check_replaced_keys(None)
        assert error.id == "clinic_forms.E005"
        assert "--hashes" in error.hint
        call_command("rotate_keys", "--hashes", verbosity=0)
        assert check_replaced_keys(None) == []

    def test_the_stored_values_tell_nothing(self):
        write_missing()
        values = " ".join(KeyCheck.objects.values_list("value", flat=True))
        assert "clinic" not in values

    def test_a_site_without_a_database_starts(self, monkeypatch):
        from django.db import OperationalError

        def fail(*_args, **_kwargs):
            raise OperationalError("gone")

        monkeypatch.setattr(KeyCheck.objects, "values_list", fail)
        assert replaced_keys() == []
        say_at_start()


class TestTravelling:
    @pytest.mark.parametrize("purpose", list(TRAVELS))
    def test_what_is_sealed_comes_back(self, purpose):
        assert unseal_json(seal_json({"a": ["ü"]}, purpose), purpose) == {"a": ["ü"]}

    def test_each_purpose_has_its_own_key(self):
        with pytest.raises(DecryptionError):
            unseal_json(seal_json("x", "draft"), "carried answers")

    @pytest.mark.parametrize("purpose", list(TRAVELS))
    def test_what_is_stored_and_what_travels_are_never_taken_for_each_other(self, purpose):
        with pytest.raises(DecryptionError):
            unseal_json(encrypt("x"), purpose)
        with pytest.raises(DecryptionError):
            decrypt(seal_json("x", purpose))
        with pytest.raises(InvalidToken):
            second_factor_ring().decrypt(seal_json("x", purpose).encode())
        with pytest.raises(InvalidToken):
            sealing_ring(purpose).decrypt(second_factor_ring().encrypt(b"x"))

    def test_another_purpose_is_a_mistake_of_ours(self):
        with pytest.raises(KeyError):
            seal_json("x", "anything")

    @pytest.mark.parametrize(
        ("purpose", "age", "opens"),
        [
            ("draft", 3500, True),
            ("draft", 3700, False),
            ("carried answers", 12 * 3600, True),
            ("carried answers", MONTH - 60, True),
            ("carried answers", MONTH + 60, False),
            # A clock that was set back costs nobody an answer.
            ("carried answers", -7200, True),
        ],
    )
    def test_has_an_age_limit(self, monkeypatch, purpose, age, opens):
        token, now = seal_json("x", purpose), time.time()
        monkeypatch.setattr(encryption.time, "time", lambda: now + age)
        if opens:
            assert unseal_json(token, purpose) == "x"
        else:
            with pytest.raises(DecryptionError):
                unseal_json(token, purpose)

    def test_rotates_with_the_ring(self, settings):
        token, old = seal_json("x", "draft"), settings.FIELD_ENCRYPTION_KEYS
        settings.FIELD_ENCRYPTION_KEYS = [NEW, *old]
        assert unseal_json(token, "draft") == "x"
        settings.FIELD_ENCRYPTION_KEYS = [NEW]
        with pytest.raises(DecryptionError):
            unseal_json(token, "draft")

    def test_no_key_stands_in_what_travels(self, settings):
        assert settings.FIELD_ENCRYPTION_KEYS[0] not in json.dumps(seal_json("x", "draft"))
