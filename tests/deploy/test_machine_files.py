"""deploy/'s files: units that systemd takes, texts filled in, variables that are kept, releases that share their files."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from machine import releases, variables
from machine.certificates import holds_names
from machine.folder import FolderSystem
from machine.installing import ask_questions
from machine.place import Place
from machine.terminal import StopScript

from .conftest import DEPLOY

UNITS = [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]


# --- Units ---------------------------------------------------------------------------------------
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_every_unit(tmp_path):
    for unit in UNITS:
        # What they start is not installed here; everything else stays as it is.
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text(), flags=re.M)
        (tmp_path / unit.name.replace("@", "@20261128-a")).write_text(text)
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True, text=True,
    )  # fmt: skip
    assert (found.returncode, found.stderr) == (0, "")


def test_every_service_may_write_where_the_example_puts_its_data():
    values = dict(
        line.split("=", 1) for line in (DEPLOY / "clinic.env.example").read_text().splitlines()
        if line and not line.startswith("#")
    )  # fmt: skip
    for name in ("clinic-web@.service", "clinic-worker.service"):
        writes = re.search(r"^ReadWritePaths=(.*)$", (DEPLOY / name).read_text(), re.M)[1].split()
        assert values["MEDIA_ROOT"] in writes and values["MOVING_IN_ROOT"] in writes, name
    assert values["BACKUP_DIR"] in writes  # the worker's
    assert "STATIC_ROOT" not in values


@pytest.mark.parametrize("name", [unit.name for unit in UNITS if unit.suffix == ".service"])
def test_every_service_is_locked_in(name):
    text = (DEPLOY / name).read_text()
    for line in ("User=clinic", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=",
                 "SystemCallFilter=@system-service", "PrivateTmp=yes"):  # fmt: skip
        assert re.search(rf"^{re.escape(line)}$", text, re.M), (name, line)


# --- Texts ---------------------------------------------------------------------------------------
def test_no_file_of_the_machine_lies_outside_its_folder(place):
    for source in (
        "nginx.conf",
        "nginx-http.conf",
        "nginx-second.conf",
        "clinic-web@.service",
        "clinic.env.example",
    ):
        text = place.fill_text((DEPLOY / source).read_text())
        text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
        assert "clinic.example.com" not in text.replace("mail.example.com", "")
        found = re.findall(r"(?<![\w./])/(?:srv|etc|run|var)/[\w/.-]+", text)
        assert [path for path in found if not path.startswith(place.prefix)] == [], source
    assert "listen 127.0.0.1:8443 ssl http2" in place.fill_text((DEPLOY / "nginx.conf").read_text())


def test_a_real_machine_gets_the_files_as_they_stand_but_for_its_name():
    text = (DEPLOY / "nginx.conf").read_text()
    real = Place("www.clinic.example")
    assert real.fill_text(text) == text.replace("clinic.example.com", "www.clinic.example")
    assert re.search(
        r"^\s*brotli_static on;", Place("a.example", brotli=True).fill_text(text), re.M
    )
    assert not re.search(r"^\s*brotli_static on;", real.fill_text(text), re.M)


def test_a_second_name_leads_to_the_sites_own_and_challenges_are_answered_for_both():
    alone, two = Place("www.clinic.example"), Place("www.clinic.example", second="clinic.example")
    http, second = ((DEPLOY / f"nginx-{name}.conf").read_text() for name in ("http", "second"))

    def names(text: str) -> list[str]:
        return re.search(r"^\s*server_name (.+);", text, re.M)[1].split()

    assert names(alone.fill_text(http)) == ["www.clinic.example"]
    assert names(two.fill_text(http)) == ["www.clinic.example", "clinic.example"]
    filled = two.fill_text(second)
    assert names(filled) == ["clinic.example"]
    assert re.search(r"return 301 https://www\.clinic\.example\$request_uri;", filled)
    assert "/live/www.clinic.example/fullchain.pem" in filled
    # Mail or a shop below the bare name are not this machine's to switch over.
    assert "includeSubDomains" not in re.sub(r"^\s*#.*$", "", filled, flags=re.M)


def test_a_certificate_stands_for_the_names_that_it_holds(tmp_path, place):
    assert not holds_names(tmp_path / "none.pem", ["a.example"])
    place.second = "clinic.example"
    FolderSystem(place).fetch_certificate("o@clinic.example")
    file = place.path(f"/etc/letsencrypt/live/{place.host}/fullchain.pem")
    assert holds_names(file, [place.host, "clinic.example"])
    assert not holds_names(file, [place.host, "other.example"])


# --- Variables -----------------------------------------------------------------------------------
def test_variables_are_written_for_root_alone_and_read_back(place):
    values = {**variables.make_keys(), "EMAIL_URL": "smtp+tls://a:b%20c@mail.example.org:587"}
    variables.write_variables(place, values)
    path = place.path("/etc/clinic.env")
    assert path.stat().st_mode & 0o777 == 0o600
    found = variables.read_variables(path)
    assert {name: found[name] for name in values} == values
    assert found["MEDIA_ROOT"] == f"{place.prefix}/srv/clinic/media"
    assert variables.read_keys(path)["LOOKUP_KEY"] == values["LOOKUP_KEY"]


@pytest.mark.parametrize(
    "value", ["smtp://a b", 'smtp://"', "smtp://a\\b", "smtp://a\nSECRET_KEY=x"]
)
def test_a_value_that_systemd_would_read_otherwise_is_refused(place, value):
    with pytest.raises(StopScript, match="EMAIL_URL"):
        variables.write_variables(place, {"EMAIL_URL": value})
    assert not place.path("/etc/clinic.env").exists()


def test_keys_are_new_each_time():
    assert variables.make_keys().items().isdisjoint(variables.make_keys().items())


# --- Questions -----------------------------------------------------------------------------------
class Options:
    """What was given on the command line."""

    host, mail, admin = "www.clinic.example", "smtp+tls://u:p@mail.example.org:587", "owner"
    admin_mail, backup_to, second, keys, empty, database, redis = (
        "o@clinic.example",
        None,
        None,
        None,
        False,
        "",
        "",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("host", "https://clinic.example"), ("host", "clinic"), ("host", "a.example;x"), ("mail", "mail.example.org"),
     ("admin_mail", "owner"), ("admin", "a b"), ("host", None), ("second", "http://x.example"),
     ("second", "www.clinic.example")],
)  # fmt: skip
def test_an_answer_that_does_not_do_is_refused_with_its_name(name, value):
    options = Options()
    setattr(options, name, value)
    with pytest.raises(StopScript, match=f"--{name.replace('_', '-')}"):
        ask_questions(options, None)


def test_what_the_machine_knows_is_not_asked_again():
    options = Options()
    options.host = options.mail = options.admin = options.admin_mail = None
    known = Place("www.clinic.example", admin="owner", admin_mail="o@clinic.example")
    answers = ask_questions(options, known)
    assert (answers.host, answers.admin) == ("www.clinic.example", "owner")
    assert answers.second == ""
    options.second = "x"
    with pytest.raises(StopScript, match="--second"):
        ask_questions(options, known)
    options.second = "clinic.example"
    assert ask_questions(options, known).second == "clinic.example"
    options.host = "other.example"
    with pytest.raises(StopScript, match=r"This machine is www\.clinic\.example"):
        ask_questions(options, known)


# --- Releases ------------------------------------------------------------------------------------
def make_release(place, name, **files):
    """Make a whole release with these static files."""
    root = place.releases / name
    for path, text in {"staticfiles.json": name, **files}.items():
        (root / "var/static" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "var/static" / path).write_text(text)
    (root / ".whole").touch()
    return name


def list_shared(place):
    """Return what nginx finds, by name."""
    root = place.path("/srv/clinic/static")
    return {
        str(path.relative_to(root)): path.read_text() for path in root.rglob("*") if path.is_file()
    }


def count_walks(monkeypatch, folder):
    """Return a list that grows with each walk through a folder."""
    walks, walk = [], type(folder).rglob

    def rglob(path, pattern):
        walks.extend([pattern] if path == folder else [])
        return walk(path, pattern)

    monkeypatch.setattr(type(folder), "rglob", rglob)
    return walks


def test_pages_of_both_versions_find_their_files_and_old_ones_go(place, monkeypatch):
    for number in range(1, 6):
        files = {f"css/site.{number}.css": str(number), "css/site.css": str(number)}
        releases.share_static(place, make_release(place, f"2026-{number}", **files))
    assert "staticfiles.json" not in list_shared(place)
    assert list_shared(place)["css/site.css"] == "5"
    walked = count_walks(monkeypatch, place.path("/srv/clinic/static"))
    gone = releases.prune_releases(place, {"2026-1", "2026-5"})
    assert gone == [
        "2026-2",
        "2026-3",
    ]  # the one that answers and the one before it stay, however old
    assert len(walked) == 1  # however many go
    assert releases.list_releases(place) == ["2026-1", "2026-4", "2026-5"]
    kept = {f"css/site.{number}.css" for number in (1, 4, 5)}
    assert set(list_shared(place)) == kept | {"css/site.css"}


def test_a_release_that_was_not_finished_is_none(place):
    make_release(place, "2026-1")
    (place.releases / "2026-2").mkdir()
    assert releases.list_releases(place) == ["2026-1"]


def test_the_link_points_to_what_answers(place):
    assert place.current_release() == ""
    for name in ("2026-1", "2026-2"):
        make_release(place, name)
        releases.point_link(place.link, place.releases / name)
        assert place.current_release() == name


# --- Copies of the backups -------------------------------------------------------------------------
def copy_backups(source, target):
    """Run the script as its unit does."""
    env = {**os.environ, "BACKUP_DIR": str(source), "BACKUP_COPY_TO": str(target)}
    return subprocess.run(
        [sys.executable, DEPLOY / "copy-backups"], env=env, capture_output=True, text=True
    )


def test_backups_are_copied_and_never_overwritten_or_deleted(tmp_path):
    source, target = tmp_path / "here", tmp_path / "there"
    source.mkdir()
    target.mkdir()
    (source / "clinic-1.tar.age").write_text("one")
    (source / "other.txt").write_text("not a backup")
    (target / "clinic-0.tar.age").write_text("older")
    (target / "clinic-1.tar.age").write_text("as it was")
    (source / "clinic-2.tar.age").write_text("two")
    assert copy_backups(source, target).returncode == 0
    found = {path.name: path.read_text() for path in target.iterdir()}
    assert found == {
        "clinic-0.tar.age": "older",
        "clinic-1.tar.age": "as it was",
        "clinic-2.tar.age": "two",
    }
    assert (source / ".copied").exists()


def test_a_disk_that_is_not_mounted_is_told_and_leaves_no_mark(tmp_path):
    done = copy_backups(tmp_path, tmp_path / "nothing")
    assert done.returncode == 1
    assert "is the disk mounted?" in done.stderr
    assert not (tmp_path / ".copied").exists()
