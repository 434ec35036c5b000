"""A copy for developers holds the site and nobody."""

import tarfile

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Comment, Page

from backups import inventory, personal_tables
from backups.models import BackupRun
from backups.packing import envelope
from forms.models import Submission
from media.models import ClinicDocument
from tests.factories import StandardPageFactory
from tests.factories.forms import FormPageFactory, SubmissionFactory, request_settings

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
# Each is said at one place only, so that whatever shows up tells where it came from.
PERSONAL = [
    "maria-of-the-answers", "colleague-one", "Winifred", "Colleagueson", "colleague@clinic.example",
    "desk-of-the-settings@clinic.example", "desk-of-the-form@clinic.example", "a remark about Maria",
    "closed-document", "why-i-looked",
]  # fmt: skip


def fill() -> Page:
    """Put something personal wherever people's data lie."""
    user = get_user_model().objects.create_superuser(
        "colleague-one", "colleague@clinic.example", "a secret pass phrase",
        first_name="Winifred", last_name="Colleagueson",
    )  # fmt: skip
    SubmissionFactory(name="maria-of-the-answers")
    request_settings(notify="desk-of-the-settings@clinic.example")
    form = FormPageFactory(notify="desk-of-the-form@clinic.example")
    form.save_revision(user=user)
    page = StandardPageFactory(title="A page that stays")
    Comment.objects.create(page=page, user=user, text="a remark about Maria", contentpath="title")
    page.save_revision(user=user, log_action=True)
    apps.get_model("staff.EmergencyAccess").objects.create(
        user=user, reason="why-i-looked", ends_at=timezone.now()
    )
    collection = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    ClinicDocument.objects.create(
        title="closed", collection=collection, file=ContentFile(b"closed-document", name="c.txt")
    )
    ClinicDocument.objects.create(title="open", file=ContentFile(b"open", name="open.txt"))
    return page


def test_it_comes_back_without_anything_about_anybody(folder, key_file, tmp_path):
    page = fill()
    target = tmp_path / "copy.tar.age"
    call_command(
        "backup", without_personal_data=True, to=target, recipient=[key_file[1]], verbosity=0
    )
    assert Submission.objects.count() == 1  # the site itself is as it was
    assert get_user_model().objects.filter(username="colleague-one").exists()
    plain = tmp_path / "plain.tar"
    envelope.decrypt(target, plain, envelope.read_identities(key_file[0]))
    with tarfile.open(plain) as tar:
        names = tar.getnames()
        if (
            connection.vendor == "sqlite"
        ):  # PostgreSQL's dump is compressed; its rows are asked for below
            content = b"".join(tar.extractfile(member).read() for member in tar)
            for word in PERSONAL:
                assert word.encode() not in content, word
    assert any(name.endswith("open.txt") for name in names)
    assert not any(name.endswith("/c.txt") for name in names)
    call_command("restore", str(target), identity=key_file[0], yes=True, verbosity=0)
    assert Page.objects.get(pk=page.pk).title == "A page that stays"
    user = get_user_model().objects.get(is_superuser=True)
    assert user.username == f"user-{user.pk}" and not user.has_usable_password()
    for label, held in personal_tables.INVENTORY.items():
        if held.developer == "left out":
            rows = apps.get_model(label)._base_manager.all()
            if label.lower() in ("staff.auditentry", "wagtailcore.modellogentry"):
                rows = rows.exclude(action="staff.restored")  # the restore itself
            if label.lower() == "staff.audithead":
                rows = rows.exclude(number=1)
            assert not rows.exists(), label
    managed = [model for model in apps.get_models() if model._meta.managed]
    everything = repr([list(model._base_manager.values()) for model in managed])
    assert [word for word in PERSONAL if word in everything] == []


def test_no_copy_while_a_field_is_unknown(folder, key_file, tmp_path, monkeypatch):
    monkeypatch.setattr(inventory, "INVENTORY", {})
    with pytest.raises(CommandError, match="inventory has gaps"):
        call_command(
            "backup", without_personal_data=True, to=tmp_path / "x", recipient=[key_file[1]]
        )
    assert not (tmp_path / "x").exists()
    assert not BackupRun.objects.exists()
