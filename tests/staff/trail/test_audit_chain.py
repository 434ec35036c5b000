"""The audit's chain: a change, a hole or a cut is told; the database refuses each of them by itself."""

import itertools
import json
import re
import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from staff import audit, roles
from staff.checks import check_audit_guards
from staff.models import AuditEntry, AuditHead
from staff.sign_in.cleaning import AuditBroken, check_audit, shorten_audit
from staff.trail import chain, guards

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(person):
    """Five sealed entries."""
    dana = person("dana", roles.FRONT_DESK)
    for count in range(5):
        audit.record("requests.list", user=dana, instance=dana, data={"count": count})
    chain.seal_entries()
    return list(AuditEntry.objects.order_by("number"))


@pytest.fixture
def guarded(db):
    """The triggers, which the tests' own databases go without."""
    guards.install_triggers(connection)
    yield
    guards.remove_triggers(connection)


def verify(capsys, *arguments):
    call_command("verify_audit", *arguments)
    return capsys.readouterr().out


def test_each_entry_carries_the_hash_of_the_one_before(entries, capsys):
    for before, after in itertools.pairwise(entries):
        assert after.previous == before.hash
        assert after.number == before.number + 1
    assert len({entry.hash for entry in entries}) == len(entries)
    assert "The audit is whole" in verify(capsys)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"who": "somebody else"}, "was changed"),
        ({"data": {"count": 99}}, "was changed"),
        ({"at": timezone.now() - timedelta(days=3)}, "was changed"),
        ({"previous": "0" * 64}, "does not follow"),
    ],
)
def test_a_changed_entry_is_told(entries, change, told):
    AuditEntry.objects.filter(pk=entries[2].pk).update(**change)
    with pytest.raises(CommandError, match=rf"entry {entries[2].number} {told}"):
        call_command("verify_audit")


def test_a_changed_entry_with_a_new_hash_is_told_by_the_next_one(entries):
    changed = entries[2]
    changed.who = "somebody else"
    changed.hash = chain.compute_hash(chain.make_line(changed))
    changed.save()
    with pytest.raises(CommandError, match=rf"entry {entries[3].number} does not follow"):
        call_command("verify_audit")


@pytest.mark.parametrize("which", [0, 2, 4])
def test_a_missing_entry_is_told(entries, which):
    entries[which].delete()
    with pytest.raises(CommandError):
        call_command("verify_audit")


def test_a_cut_end_with_a_mended_head_is_told_by_the_noted_end(entries, capsys):
    last = entries[-1]
    verify(capsys, "--noted", f"{last.number}:{last.hash}")
    last.delete()
    AuditHead.objects.update(number=entries[-2].number, hash=entries[-2].hash)
    assert "whole" in verify(capsys)  # nothing in the database can tell
    with pytest.raises(CommandError, match="follows no entry"):
        call_command("verify_audit", "--noted", f"{last.number}:{last.hash}")


def test_six_years_later_the_chain_begins_further_on_and_still_verifies(entries, capsys):
    """What is old goes, what is not stays, and the new beginning is on record."""
    old = timezone.now() - chain.RETENTION - timedelta(days=1)
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    for at in (old, old, timezone.now()):
        AuditEntry.objects.create(at=at, action="staff.login", who="dana")
    chain.seal_entries()
    assert shorten_audit() == "2 deleted"
    assert "whole" in verify(capsys)
    assert AuditEntry.objects.filter(action="staff.login").count() == 1
    assert AuditEntry.objects.get(action=chain.PRUNED).data["count"] == 2
    assert shorten_audit() == ""
    AuditEntry.objects.filter(action="staff.login").delete()
    AuditHead.objects.update(anchor_number=3)
    with pytest.raises(CommandError):
        call_command("verify_audit")


def test_an_export_can_be_checked_by_itself(entries, tmp_path, capsys):
    call_command("export_audit")
    file = tmp_path / "audit.jsonl"
    lines = capsys.readouterr().out.splitlines()
    file.write_text("\n".join(lines))
    assert [json.loads(line)["number"] for line in lines] == [e.number for e in entries]
    assert "whole" in verify(capsys, "--file", str(file))
    file.write_text("\n".join(lines).replace('"count": 3', '"count": 4'))
    with pytest.raises(CommandError, match="was changed"):
        call_command("verify_audit", "--file", str(file))
    file.write_text("\n".join([*lines[:1], *lines[2:]]))
    with pytest.raises(CommandError, match="is missing"):
        call_command("verify_audit", "--file", str(file))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE staff_auditentry SET who = 'x' WHERE number = 1",
        "UPDATE staff_auditentry SET hash = 'x' WHERE number = 1",
        "UPDATE staff_auditentry SET number = NULL WHERE number = 1",
        "DELETE FROM staff_auditentry WHERE number = 1",
        "DELETE FROM staff_auditentry",
    ],
)
def test_the_database_refuses_changes(entries, guarded, statement):
    with pytest.raises(DatabaseError, match="audit"), transaction.atomic():
        connection.cursor().execute(statement)
    assert not guards.list_weak_guards(connection)
    assert chain.verify_chain()[2] == []


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO staff_auditentry (id, {columns}) SELECT id, {changed} FROM staff_auditentry WHERE number = 2",
        "INSERT OR REPLACE INTO staff_auditentry ({columns}) SELECT {changed} FROM staff_auditentry WHERE number = 2",
        "UPDATE OR REPLACE staff_auditentry SET number = 2 WHERE number IS NULL",
    ],
)
def test_no_entry_is_put_in_the_place_of_another(entries, guarded, statement):
    """SQLite calls no trigger for the row that it takes away; PostgreSQL does not know the words."""
    columns = [f.column for f in AuditEntry._meta.concrete_fields if not f.primary_key]
    changed = ["'x'" if column == "who" else column for column in columns]
    AuditEntry.objects.create(action="staff.login")
    sql = statement.format(columns=", ".join(columns), changed=", ".join(changed))
    why = "append-only" if connection.vendor == "sqlite" else "syntax"
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        connection.cursor().execute(sql)
    assert AuditEntry.objects.filter(number=2).values().get() == (
        AuditEntry.objects.filter(pk=entries[1].pk).values().get()
    )
    assert not guards.list_weak_guards(connection)
    assert chain.verify_chain()[2] == []


HOLLOW = {
    "sqlite": [
        "DROP TRIGGER staff_audit_keep",
        "DROP TRIGGER staff_audit_keep; CREATE TRIGGER staff_audit_keep BEFORE UPDATE ON staff_auditentry BEGIN SELECT 1; END",
    ],
    "postgresql": [
        "DROP TRIGGER staff_audit_keep ON staff_auditentry",
        "ALTER TABLE staff_auditentry DISABLE TRIGGER staff_audit_keep",
        "ALTER TABLE staff_auditentry DISABLE TRIGGER ALL",
        "ALTER TABLE staff_auditentry ENABLE REPLICA TRIGGER staff_audit_keep",
        "ALTER TABLE staff_auditentry ENABLE TRIGGER staff_audit_keep",
        "CREATE OR REPLACE FUNCTION staff_audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "DROP TRIGGER staff_audit_keep ON staff_auditentry; CREATE TRIGGER staff_audit_keep BEFORE UPDATE OR DELETE "
        "ON staff_auditentry FOR EACH ROW WHEN (OLD.who = 'x') EXECUTE FUNCTION staff_audit_keep(); "
        "ALTER TABLE staff_auditentry ENABLE ALWAYS TRIGGER staff_audit_keep",
    ],
}


@pytest.mark.parametrize("number", range(7))
def test_a_guard_that_was_weakened_is_told(entries, guarded, number):
    ways = HOLLOW[connection.vendor]
    assert check_audit() == "" and check_audit_guards(None) == []
    with connection.cursor() as cursor:
        for statement in re.split(r";(?= *(?:CREATE|ALTER))", ways[number % len(ways)]):
            cursor.execute(statement)
    assert "staff_audit_keep" in guards.list_weak_guards(connection)
    with pytest.raises(AuditBroken):
        check_audit()
    [message] = check_audit_guards(None)
    assert message.id == "staff.E001" and "verify_audit" in message.hint


def test_the_worker_tells_of_a_changed_entry(entries, guarded):
    guards.remove_triggers(connection)
    AuditEntry.objects.filter(pk=entries[2].pk).update(who="somebody else")
    guards.install_triggers(connection)
    with pytest.raises(AuditBroken):
        check_audit()


def test_an_entry_behind_the_end_is_told(entries):
    last = entries[-1]
    AuditEntry.objects.create(
        action="staff.login", number=last.number + 1, previous=last.hash, hash="x"
    )
    with pytest.raises(CommandError, match="was changed"):
        call_command("verify_audit")


def test_a_clock_that_was_set_back_breaks_no_chain(entries, capsys):
    audit.record("staff.login")
    AuditEntry.objects.filter(number=None).update(at=timezone.now() - timedelta(days=400))
    audit.record("staff.login")
    assert "whole" in verify(capsys)
    assert shorten_audit() == ""


def test_the_database_lets_entries_be_added_sealed_and_shortened(guarded, person, capsys):
    AuditEntry.objects.create(at=timezone.now() - timedelta(days=7 * 366), action="staff.login")
    audit.record("staff.login", user=person("dana"), instance=None)
    chain.seal_entries()
    assert shorten_audit() == "1 deleted"
    assert "whole" in verify(capsys)


def test_an_entry_is_written_with_what_it_is_about_or_not_at_all(person):
    dana = person("dana")
    before = AuditEntry.objects.count()
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        audit.record("staff.login", user=dana, instance=dana)
        raise ValueError("no")
    assert AuditEntry.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_entries_are_sealed_as_soon_as_they_are_stored(person):
    dana = person("dana")
    audit.record("staff.login", user=dana, instance=dana)
    assert not AuditEntry.objects.filter(number=None).exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one_chain(person, capsys):
    dana = person("dana")
    faults = []

    def work():
        try:
            for _turn in range(5):
                with transaction.atomic():
                    audit.record("staff.login", user=dana, instance=dana)
                    audit.record("staff.logout", user=dana, instance=dana)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    chain.seal_entries()
    assert AuditEntry.objects.filter(action__in=["staff.login", "staff.logout"]).count() == 40
    assert "whole" in verify(capsys)
