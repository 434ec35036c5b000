"""What people type for deploy/install is spelt as the machine needs it, or refused with a sentence."""

import os
import subprocess
import sys
from urllib.parse import unquote

import environ
import pytest

from machine import variables
from machine.installing import ask_questions
from machine.spelling import HOST, MAIL_SERVER, spell_host, spell_mail_server, spell_prefix
from machine.terminal import StopScript

from .conftest import DEPLOY
from .test_machine_files import Options


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("WWW.Clinic.Example", "www.clinic.example"),
        ("www.clinic.example.", "www.clinic.example"),
        (" www.clinic.example ", "www.clinic.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("www.xn--p1ai.xn--p1ai", "www.xn--p1ai.xn--p1ai"),
    ],
)
def test_a_host_name_is_taken_however_it_is_written(typed, host):
    options = Options()
    options.host = typed
    assert ask_questions(options, None).host == host
    assert HOST.fullmatch(host)


@pytest.mark.parametrize(
    "typed",
    ["clinic", "https://clinic.example", "-a.example", "a..example", "a_b.example", "a.example:443",
     f"{'x' * 64}.example", "192.0.2.7", "a.example;reboot", "a b.example", "a.example\nx"],
)  # fmt: skip
def test_what_is_no_host_name_is_refused(typed):
    assert not HOST.fullmatch(spell_host(typed))


PASSWORDS = ["plain", "pa$$word", "it's", 'say "no"', "a#b", "two words", "a@b", "a:b", "a/b?c", "50%", "back\\slash",
             "a+b", "ünïcode", "`id`", "$(id)", "a&b;c", "{x}"]  # fmt: skip


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_mail_servers_password_may_hold_anything(place, password):
    """From the question through the file, as systemd reads it, to what the site signs in with."""
    options = Options()
    options.mail = f"smtp+tls://clinic@mail.example.org:{password}@Mail.example.org:587"
    spelt = ask_questions(options, None).mail
    assert MAIL_SERVER.fullmatch(spelt) and not set(spelt) & set("$'\"# \\`")
    variables.write_variables(place, {"EMAIL_URL": spelt})
    stored = variables.read_variables(place.path("/etc/clinic.env"))["EMAIL_URL"]
    read = environ.Env.email_url_config(stored)
    assert read["EMAIL_HOST_PASSWORD"] == password
    assert read["EMAIL_HOST_USER"] == "clinic@mail.example.org"
    assert (read["EMAIL_HOST"], read["EMAIL_PORT"]) == ("mail.example.org", 587)


def test_what_is_encoded_already_stays():
    written = "smtp+ssl://a%40b.example:c%20d%25@mail.example:465"
    assert spell_mail_server(written) == written
    assert unquote(spell_mail_server("smtp://u:100%@m.example")).endswith("100%@m.example")
    assert spell_mail_server("smtp://127.0.0.1:25") == "smtp://127.0.0.1:25"


@pytest.mark.parametrize(
    "typed",
    ["mail.example.org", "https://mail.example.org", "smtp://", "smtp://u:p@", "smtp://a b:25"],
)
def test_what_is_no_mail_server_is_refused(typed):
    options = Options()
    options.mail = typed
    with pytest.raises(StopScript, match="--mail"):
        ask_questions(options, None)


def test_a_prefix_that_nginx_could_not_read_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir("/tmp")
    assert spell_prefix("trial") == "/tmp/trial"
    assert spell_prefix("/") == "/"
    for bad in ("/tmp/two words", "/tmp/a;b", '/tmp/"', "/tmp/" + "x" * 70):
        with pytest.raises(StopScript, match="--prefix"):
            spell_prefix(bad)


@pytest.mark.parametrize(
    "words", [["--prefix", "/tmp/nothing-here"], ["--prefix=/tmp/nothing-here"]]
)
def test_manage_takes_its_prefix_as_the_other_scripts_do(words):
    done = subprocess.run(
        [sys.executable, DEPLOY / "manage", *words, "check"], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "was not set up by deploy/install" in done.stderr


@pytest.mark.parametrize(
    ("line", "value"),
    [('A="two words"', "two words"), ("A='$x'", "$x"), ('A="a\\"b"', 'a"b'), ("A=a\\ b", "a b"), ("  A = x ", "x"),
     ("A=", ""), ("A=a=b", "a=b"), ("A=#x", "#x")],
)  # fmt: skip
def test_variables_that_were_mended_by_hand_are_read_as_systemd_reads_them(tmp_path, line, value):
    file = tmp_path / "clinic.env"
    file.write_text(f"; a remark=x\n# another=y\n{line}\nB=1\n")
    assert variables.read_variables(file) == {"A": value, "B": "1"}


def test_containers_refuse_and_spell_as_the_machine_does(tmp_path):
    command = [
        sys.executable,
        DEPLOY / "containers",
        "--folder",
        tmp_path,
        "--admin-mail",
        "o@clinic.example",
    ]
    done = subprocess.run(
        [*command, "--host", "https://x.example", "--mail", "smtp://127.0.0.1:25"], capture_output=True, text=True
    )  # fmt: skip
    assert done.returncode == 1 and "--host" in done.stderr
    subprocess.run(
        [*command, "--host", "WWW.Clinic.Example.", "--mail", "smtp://u:p$w@m.example:25"],
        check=True, capture_output=True, env=dict(os.environ),
    )  # fmt: skip
    written = variables.read_variables(tmp_path / "clinic.env")
    assert written["ALLOWED_HOSTS"] == "www.clinic.example"
    assert written["EMAIL_URL"] == "smtp://u:p%24w@m.example:25"
