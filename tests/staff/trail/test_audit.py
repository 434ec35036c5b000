"""The audit log: what may stand in it, who may read it, and how it is taken along."""

import csv
import io
import json

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from staff import audit, roles
from staff.models import AuditEntry
from staff.sign_in.cleaning import clean_attempts
from staff.trail import chain

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/audit/"


def rows_of(client, **query):
    response = client.get(REPORT, query)
    assert response.status_code == 200
    table = BeautifulSoup(response.content, "html.parser").select("table.audit tbody tr")
    return [[cell.get_text(strip=True) for cell in row.select("td")] for row in table]


def test_every_action_is_known_to_wagtails_log():
    for action in audit.ACTIONS:
        assert registry.action_exists(action)


def test_unknown_actions_and_keys_are_refused(person):
    user = person("dana", roles.FRONT_DESK)
    with pytest.raises(ValueError, match="unknown audit action"):
        audit.record("requests.gossip", user=user)
    with pytest.raises(ValueError, match="must not carry: name"):
        audit.record("requests.view", user=user, data={"name": "Ann"})
    assert not ModelLogEntry.objects.filter(action__startswith="requests.").exists()


def test_one_entry_each_says_what_single_ones_say(person):
    user, others = person("dana", roles.FRONT_DESK), [person("eve"), person("fay")]
    for other in others:
        audit.record("staff.login", user=user, instance=other, data={"kind": "x"})
    audit.record_each("staff.login", others, user=user, data={"kind": "x"})
    audit.record_each("staff.login", [], user=user)
    names = ("action", "who", "who_id", "about_kind", "about_id", "about", "data")
    entries = list(AuditEntry.objects.filter(action="staff.login").order_by("pk").values(*names))
    assert entries[:2] == entries[2:]
    names = ("action", "user_id", "content_type_id", "object_id", "label", "data", "deleted")
    copies = list(ModelLogEntry.objects.filter(action="staff.login").order_by("pk").values(*names))
    assert copies[:2] == copies[2:]
    with pytest.raises(ValueError, match="must not carry: name"):
        audit.record_each("staff.login", others, user=user, data={"name": "Ann"})


def test_what_no_account_did_is_on_record_all_the_same(manager):
    audit.record("requests.purge", data={"count": 3})
    assert rows_of(manager, action="requests.purge")[0][1:] == [
        "The system",
        "Requests: retention run",
        "–",
        "how many: 3",
    ]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (roles.EDITOR, False),
        (roles.REVIEWER, False),
        (roles.FRONT_DESK, False),
        (roles.MANAGER, True),
        (roles.ADMINISTRATOR, True),
    ],
)
def test_who_may_read_it(signed_in, role, may):
    client = signed_in(role)
    assert (client.get(REPORT).status_code == 200) is may
    assert (client.get(reverse("staff_audit_results")).status_code == 200) is may
    assert (client.get(REPORT, {"export": "csv"}).status_code == 200) is may


def test_a_superuser_without_the_role_does_not_read_it(superuser):
    assert superuser.get(REPORT).status_code == 302


def test_an_entry_without_an_object_is_about_nothing(manager, person):
    """The user's own account stands in for it in the log; 'about dana' would mislead."""
    dana = person("dana", roles.FRONT_DESK)
    audit.record("requests.list", user=dana, instance=dana, data={"view": "new", "count": 2})
    audit.record("staff.login_failed", instance=dana)
    about = {row[2]: (row[1], row[3]) for row in rows_of(manager)}
    assert about["Requests: list opened"] == ("dana", "–")
    assert about["Sign-in failed"][1] == "dana"
    exported = manager.get(REPORT, {"export": "csv"})
    lines = csv.reader(io.StringIO(exported.getvalue().decode().lstrip("\ufeff")))
    assert ["dana", "Requests: list opened", "–"] in [line[1:4] for line in lines]


def test_it_can_be_filtered(manager, person):
    dana = person("dana", roles.FRONT_DESK)
    audit.record("requests.list", user=dana, instance=dana, data={"view": "new", "count": 2})
    audit.record("staff.login_failed", instance=dana)
    assert [row[2] for row in rows_of(manager, area="requests.")] == ["Requests: list opened"]
    assert {row[1] for row in rows_of(manager, user=dana.pk)} == {"dana"}
    assert rows_of(manager, timestamp_from="2001-01-01", timestamp_to="2001-01-02") == []


@pytest.mark.parametrize(
    "query", [{"action": "x"}, {"user": "x"}, {"number": "9" * 30}, {"timestamp_from": "soon"}]
)
def test_filters_cope_with_nonsense(manager, query):
    assert manager.get(REPORT, query).status_code == 200


def test_the_export_holds_words_no_formula_and_is_itself_on_record(manager, person):
    audit.record("staff.login_failed", instance=person("=cmd", roles.EDITOR))
    response = manager.get(REPORT, {"export": "csv"})
    text = (
        b"".join(response.streaming_content).decode()
        if response.streaming
        else response.content.decode()
    )
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert rows[0] == ["When", "Who", "What", "About", "More"]
    assert any(row[2] == "Sign-in failed" for row in rows[1:])
    assert not any(cell.startswith("=") for row in rows for cell in row)
    entry = ModelLogEntry.objects.get(action="staff.audit_export")
    assert (entry.user, entry.data) == (manager.user, {"format": "csv"})


def test_the_whole_log_is_sent_as_lines_that_can_be_checked(manager, editor, person):
    audit.record("staff.login_failed", instance=person("dana"))
    response = manager.get(reverse("staff_audit_lines"))
    lines = [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]
    assert chain.verify_lines(lines)[2] == []
    assert lines[-1]["action"] == "staff.audit_export"
    assert {"staff.login_failed", "staff.login"} <= {line["action"] for line in lines}
    assert editor.get(reverse("staff_audit_lines")).status_code == 302
    assert reverse("staff_audit_lines") in manager.get(REPORT).content.decode()


def test_a_name_stays_whatever_becomes_of_the_account(manager, person):
    """Also where somebody deletes the account on the server."""
    dana = person("dana", roles.EDITOR)
    audit.record("staff.login", user=dana, instance=dana)
    dana.delete()
    assert "dana" in {row[1] for row in rows_of(manager)}


def test_wrong_names_are_counted_an_hour_and_hashed(manager):
    for name in ("hunter2 is my password", "hunter2 is my password", "somebody"):
        Client().post(reverse("account_login"), {"login": name, "password": "x"})
    clean_attempts()
    entry = AuditEntry.objects.get(action="staff.names_failed")
    assert entry.data["count"] == 3
    assert sorted(name.split(" × ")[1] for name in entry.data["names"]) == ["1", "2"]
    assert "hunter2" not in str(entry.data)
    clean_attempts()
    assert AuditEntry.objects.filter(action="staff.names_failed").count() == 1


def test_entries_read_like_sentences_in_wagtails_history(person):
    dana = person("dana", roles.FRONT_DESK)
    entry = audit.record("requests.call", user=dana, instance=dana, data={"outcome": "spoke"})
    assert entry.formatter.format_message(entry) == "Noted how a call went (outcome: spoke)"


def test_a_lost_telephone_is_mended_on_the_server(person, capsys):
    from allauth.mfa.totp.internal.auth import TOTP

    user = person("dana", roles.FRONT_DESK)
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    call_command("remove_second_factor", "dana")
    assert "removed" in capsys.readouterr().out
    assert not user.authenticator_set.exists()
    assert ModelLogEntry.objects.filter(action="staff.second_factor").exists()
    with pytest.raises(CommandError, match="no account"):
        call_command("remove_second_factor", "nobody")
