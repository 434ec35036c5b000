"""A backup is whole, closed to everybody else, and comes back: on SQLite here, on PostgreSQL in test-production."""

import json
import threading
from datetime import timedelta
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from backups.making import make_backup
from backups.models import BackupRun
from backups.packing import databases, envelope
from backups.packing.errors import BackupError
from backups.restoring import drill_restore, read_requests
from forms.models import DefenceCount, Submission
from staff import audit
from staff.models import AccountMail, AuditEntry, AuditHead
from staff.sign_in import account_mail
from staff.sign_in.sessions import SessionStore
from staff.trail import chain
from tests.staff.people import make_user, with_app

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SECRET = "Maria Example, 555-0100"


def store(text: str = SECRET) -> Submission:
    """Store a request."""
    return Submission.objects.create(form_data={"full_name": text}, form_title="Request")


def put_back(path, key_file) -> None:
    """Restore by the command."""
    call_command("restore", str(path), identity=key_file[0], yes=True, verbosity=0)


def test_what_was_lost_comes_back_and_opens(folder, key_file, capsys):
    kept = store()
    default_storage.save("original_images/a.jpg", ContentFile(b"a picture"))
    default_storage.save("documents/notes.pdf", ContentFile(b"a document"))
    run = make_backup()
    path = folder / run.file
    assert run.ok and run.size == path.stat().st_size
    # What came later, and what was lost since.
    Submission.objects.all().delete()
    later = store("later")
    default_storage.delete("original_images/a.jpg")
    default_storage.delete("documents/notes.pdf")
    default_storage.save("documents/notes.pdf", ContentFile(b"something else"))
    put_back(path, key_file)
    back = Submission.objects.get()
    assert back.pk == kept.pk and back.form_data == {"full_name": SECRET}
    assert not Submission.objects.filter(pk=later.pk, reference=later.reference).exists()
    with default_storage.open("original_images/a.jpg") as picture:
        assert picture.read() == b"a picture"
    with default_storage.open("documents/notes.pdf") as document:
        assert document.read() == b"a document"
    assert "1 requests opened, 2 files" in capsys.readouterr().out


def test_what_came_since_the_backup_stays_on_record_and_nobody_is_signed_in(
    folder, key_file, capsys
):
    """A restore put the audit's own past in place: 'whole', and silent about all that came after."""
    leaver = make_user("leaver", "Editor")
    old = Client()
    old.force_login(leaver)
    store_mail = EmailMessage("Link", "a link that sets a password", to=["leaver@example.com"])
    account_mail.queue_message(store_mail)
    path = folder / make_backup().file
    leaver.is_active = False
    leaver.save()
    audit.record("requests.person_erase", user=make_user("boss"), data={"count": 2})
    chain.seal_entries()
    end = AuditHead.objects.get()
    last = f"{end.number}:{end.hash}"
    put_back(path, key_file)
    said = capsys.readouterr().out
    (kept,) = folder.glob("audit-before-restore-*.jsonl")
    assert kept.stat().st_mode & 0o077 == 0
    lines = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert {"requests.person_erase", "staff.account_deactivated"} <= {x["action"] for x in lines}
    assert not chain.verify_lines(lines)[2]
    entry = AuditEntry.objects.latest("pk")
    assert entry.action == "staff.restored" and entry.data["end"] == last
    assert not chain.verify_chain()[2]
    for named in (str(kept), last, "Account deactivated: leaver", "one person’s data erased"):
        assert named in said, named
    leaver.refresh_from_db()
    assert leaver.is_active  # so somebody has to hear of it
    assert not AccountMail.objects.exists()
    assert not SessionStore.get_model_class().objects.exists()
    assert old.get("/admin/")["Location"].startswith("/accounts/login/")


def test_nobody_without_the_key_reads_it(folder, key_file, tmp_path):
    store()
    path = folder / make_backup().file
    content = path.read_bytes()
    assert content.startswith(b"age-encryption.org/v1\n")
    assert b"notes" not in content and b"Request" not in content
    assert path.stat().st_mode & 0o077 == 0
    stranger = tmp_path / "stranger.txt"
    stranger.write_text(envelope.make_key()[1])
    with pytest.raises(CommandError, match="another key"):
        call_command("restore", str(path), identity=stranger, yes=True)
    assert Submission.objects.count() == 1
    assert sorted(p.name for p in folder.iterdir()) == [path.name]


@pytest.mark.parametrize("harm", ["cut", "changed"])
def test_a_damaged_backup_changes_nothing(folder, key_file, harm):
    store()
    path = folder / make_backup().file
    whole = path.read_bytes()
    middle = len(whole) // 2
    broken = whole[:middle] if harm == "cut" else whole[:middle] + b"x" + whole[middle + 1 :]
    path.write_bytes(broken)
    store("second")
    with pytest.raises(CommandError, match="can't be opened"):
        put_back(path, key_file)
    assert Submission.objects.count() == 2


def test_a_backup_whose_keys_are_not_here_is_refused_before_anything_is_changed(
    folder, key_file, settings
):
    store()
    path = folder / make_backup().file
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    store("with the new key")
    with pytest.raises(CommandError, match="keys that are not in FIELD_ENCRYPTION_KEYS"):
        put_back(path, key_file)
    assert Submission.objects.values_list("pk").count() == 2
    settings.FIELD_ENCRYPTION_KEYS = []
    with pytest.raises(CommandError, match="Fetch them from the safe"):
        put_back(path, key_file)


def test_a_drill_opens_every_request_beside_the_site(folder, key_file):
    store()
    store("another")
    default_storage.save("original_images/a.jpg", ContentFile(b"a picture"))
    make_backup()
    newest = store("came later")
    run = drill_restore(None, envelope.read_identities(key_file[0]))
    assert run.ok and run.kind == BackupRun.Kind.DRILL
    assert run.note == "2 requests opened, 1 files compared"
    assert Submission.objects.count() == 3 and newest.pk
    assert "backup_scratch" not in connections.databases
    assert [p.name for p in folder.iterdir() if p.name.startswith(".")] == []


def test_a_request_that_is_erased_while_a_backup_is_made_fails_no_drill(
    folder, key_file, monkeypatch
):
    kept, erased = store(), store("erased meanwhile")
    dump = databases.dump_database

    def erase_and_dump(*args):
        Submission.objects.filter(pk=erased.pk).delete()
        store("came meanwhile")
        dump(*args)

    monkeypatch.setattr(databases, "dump_database", erase_and_dump)
    make_backup()
    assert kept.pk and drill_restore(None, envelope.read_identities(key_file[0])).ok


def test_a_backup_names_the_keys_that_it_needs_and_no_more(folder, key_file, settings):
    """Between rotating and taking the old key out, the ring holds one that nothing needs."""
    old, new = settings.FIELD_ENCRYPTION_KEYS[0], Fernet.generate_key().decode()
    store()
    with_app(make_user("desk"))
    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    needs_both = folder / make_backup(timezone.now() - timedelta(days=1)).file
    call_command("rotate_keys", stdout=StringIO())
    make_backup()
    settings.FIELD_ENCRYPTION_KEYS = [new]
    assert drill_restore(None, envelope.read_identities(key_file[0])).ok
    with pytest.raises(BackupError, match="keys that are not"):
        drill_restore(needs_both, envelope.read_identities(key_file[0]))


def test_a_drill_that_fails_is_on_record(folder, key_file, settings):
    store()
    make_backup()
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(BackupError, match="keys that are not"):
        drill_restore(None, envelope.read_identities(key_file[0]))
    run = BackupRun.objects.get(kind=BackupRun.Kind.DRILL)
    assert not run.ok and run.ended_at and "Fetch them from the safe" in run.note


def test_a_dump_is_one_moment_while_others_write(folder, tmp_path):
    """A writer stores rows in pairs; a dump that holds an odd one was not of one moment."""
    stop = threading.Event()
    written = []

    def write() -> None:
        day = timezone.localdate()
        number = 0
        while not stop.is_set():
            number += 1
            with transaction.atomic():
                for half in ("first", "second"):
                    DefenceCount.objects.create(
                        day=day - timedelta(days=number), kind=half[:10], count=number
                    )
            written.append(number)
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        while len(written) < 5:
            assert thread.is_alive()
        run = make_backup()
        during = len(written)
    finally:
        stop.set()
        thread.join()
    assert during > 5  # it did write meanwhile
    put_back(folder / run.file, (folder.parent / "key.txt", ""))
    firsts = DefenceCount.objects.filter(kind="first").count()
    assert firsts >= 5
    assert firsts == DefenceCount.objects.filter(kind="second").count()


def test_half_a_dump_is_no_database(folder, tmp_path):
    dump = tmp_path / f"half.{databases.name_suffix(connection.settings_dict)}"
    databases.dump_database(connection.settings_dict, dump)
    whole = dump.read_bytes()
    dump.write_bytes(whole[: len(whole) // 2])
    store()
    with pytest.raises(BackupError):
        databases.restore_database(connection.settings_dict, dump)
    assert Submission.objects.count() == 1


def test_a_request_that_does_not_open_is_found(folder, settings):
    store()
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(BackupError, match="does not open"):
        read_requests("default")
