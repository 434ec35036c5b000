"""Containerfile and compose.yaml, read by a parser: nothing here can build them, so what can be checked is."""

import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from machine import variables

from .conftest import DEPLOY

ROOT = DEPLOY.parent
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("prepare", "web", "worker")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Run deploy/containers into a folder, twice; return it with what clinic.env said the first time."""
    folder = tmp_path_factory.mktemp("containers")
    command = [sys.executable, str(DEPLOY / "containers"), "--folder", str(folder), "--host", "www.clinic.example",
               "--mail", "smtp+tls://a:b@mail.example.org:587", "--admin-mail", "o@clinic.example"]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    before = (folder / "clinic.env").read_text()
    subprocess.run(command, check=True, capture_output=True)
    return folder, before


def read_instructions():
    """Return the Containerfile's instructions, lines joined, as word and rest."""
    text = re.sub(r"\\\n", " ", (ROOT / "Containerfile").read_text())
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.split(None, 1)) for line in lines]


def test_the_five_services_and_what_prepares_them_are_there():
    assert set(SERVICES) == {"prepare", "web", "worker", "postgres", "redis", "nginx"}
    for name, service in SERVICES.items():
        assert not service.get("privileged"), name
        assert re.search(r":[\d.]+$", service["image"]) or service["image"] == "clinic-site", name
        for other in service.get("depends_on", {}):
            assert other in SERVICES
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["nginx"]


@pytest.mark.parametrize("name", OURS)
def test_our_services_are_locked_in_and_share_their_data(name):
    service = SERVICES[name]
    assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"] and service["tmpfs"] == ["/tmp"]
    targets = {volume.split(":")[1] for volume in service["volumes"]}
    values = variables.read_variables(DEPLOY / "clinic.env.example")
    assert {values["MEDIA_ROOT"], values["MOVING_IN_ROOT"], values["BACKUP_DIR"]} <= targets
    assert {volume.split(":")[0] for volume in service["volumes"]} <= set(COMPOSE["volumes"])


def test_every_file_that_nginx_is_given_is_written(written):
    folder, _before = written
    for volume in SERVICES["nginx"]["volumes"]:
        source = volume.split(":")[0]
        if source.startswith("./var/containers/"):
            assert (folder / source.removeprefix("./var/containers/")).exists(), source
        elif source.startswith("./"):
            assert (ROOT / source).exists(), source
        else:
            assert source in COMPOSE["volumes"]
    mounted = {volume.split(":")[1] for volume in SERVICES["nginx"]["volumes"]}
    text = (folder / "nginx/clinic.conf").read_text() + (
        folder / "nginx/clinic-http.conf"
    ).read_text()
    for path in re.findall(
        r"^\s*(?:include|alias|root|ssl_certificate|ssl_certificate_key) (/\S+?)/?;", text, re.M
    ):
        assert any(path == place or path.startswith(f"{place}/") for place in mounted), path
    assert (folder / "tls/live/www.clinic.example/fullchain.pem").exists()
    assert "clinic.example.com" not in text


def test_keys_are_made_once_for_their_owner_alone(written):
    folder, before = written
    assert (folder / "clinic.env").read_text() == before
    for name in ("clinic.env", "postgres.env"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    site, database = (
        variables.read_variables(folder / name) for name in ("clinic.env", "postgres.env")
    )
    assert f":{database['POSTGRES_PASSWORD']}@postgres:5432/clinic" in site["DATABASE_URL"]
    assert len(site["SECRET_KEY"]) >= 50 and site["BIND"] == "0.0.0.0:8000"


def test_a_live_site_takes_these_variables(written):
    """`check` starts with the settings of a live site; they refuse what is unsafe."""
    env = {
        **os.environ,
        **variables.read_variables(written[0] / "clinic.env"),
        "DATABASE_URL": "",
        "REDIS_URL": "",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_image_is_built_by_a_user_without_rights_from_files_that_are_there():
    found = read_instructions()
    names = [name for name, _rest in found]
    assert names[0] == "FROM" and set(names) <= {
        "FROM",
        "RUN",
        "WORKDIR",
        "ENV",
        "COPY",
        "USER",
        "EXPOSE",
        "CMD",
    }
    assert names.index("USER") < names.index("CMD") and dict(found)["USER"] == "clinic"
    for name, rest in found:
        if name == "COPY":
            source = next(word for word in shlex.split(rest) if not word.startswith("--"))
            assert (ROOT / source).exists(), source
    assert "--require-hashes -r requirements/production.txt" in "\n".join(
        rest for _n, rest in found
    )
    # pg_dump must be of the server's version or newer.
    server = re.search(r"postgres:(\d+)$", SERVICES["postgres"]["image"])[1]
    assert f"postgresql-client-{server}" in "\n".join(rest for _n, rest in found)
    left_out = (ROOT / ".containerignore").read_text().split()
    assert {".git", "var", "*.env"} <= set(left_out)
    assert (ROOT / ".dockerignore").read_text() == (ROOT / ".containerignore").read_text()


def test_the_images_own_files_are_collected_as_the_containerfile_says(tmp_path):
    [line] = [
        rest for name, rest in read_instructions() if name == "RUN" and "collectstatic" in rest
    ]
    folder = Path(sys.executable).parent
    env = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "STATIC_ROOT": str(tmp_path),
        "HOME": str(tmp_path),
    }
    done = subprocess.run(["sh", "-ec", line], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "staticfiles.json").exists()
    assert list(tmp_path.glob("css/site.*.css.br"))
