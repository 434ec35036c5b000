"""From an empty machine to a running site, in the order in which each step has what it needs."""

from __future__ import annotations

import argparse
import re
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from .place import Place, write_text
from .releases import System, list_releases, make_release, manage_site, open_system, share_static
from .spelling import HOST, MAIL_SERVER, spell_host, spell_mail_server
from .switching import hold_machine, switch_release
from .terminal import StopScript, say_next, say_step
from .variables import KEYS, KEYS_FILE, make_keys, read_keys, read_variables, write_variables

_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
# How an answer is written down, whatever way it was typed.
_SPELT = {"host": spell_host, "second": spell_host, "mail": spell_mail_server}
MAY_BE_LEFT_OUT = ("backup_to", "second")
_HAS_OWNER = "from django.contrib.auth import get_user_model as m; print(m().objects.filter(is_superuser=True).exists())"


@dataclass
class Answers:
    """What only a person knows."""

    host: str
    mail: str
    admin: str
    admin_mail: str
    backup_to: str
    second: str
    keys: Path | None
    empty: bool
    database: str
    redis: str


def ask_questions(options: argparse.Namespace, known: Place | None) -> Answers:
    """Ask what the command line did not answer, and only what this machine does not know yet. Raises StopScript if nobody can answer."""
    asked = {
        "host": ("The site's host name, for example www.clinic.com", HOST),
        "mail": ("The mail server, smtp+tls://user:password@host:587", MAIL_SERVER),
        "admin": ("User name of the first administrator", re.compile(r"[\w.@+-]{2,150}")),
        "admin_mail": ("Their e-mail address", _ADDRESS),
        "backup_to": ("Where backups are copied, an rclone remote like offsite:clinic (empty: later)", re.compile(r"\S*")),
        "second": ("A second name that leads to it, for example clinic.com beside www.clinic.com (empty: none)",
                   re.compile(rf"({HOST.pattern})?")),
    }  # fmt: skip
    found: dict[str, str] = {}
    for name, (question, shape) in asked.items():
        given = getattr(options, name)
        if known is not None:
            found[name] = _SPELT.get(name, str.strip)(given or getattr(known, name, ""))
            continue
        found[name] = _ask_person(name, question, shape, given)
    if known is not None and found["host"] != known.host:
        raise StopScript(f"This machine is {known.host}. Another host name is another machine.")
    second = found["second"]
    if second and (second == found["host"] or not HOST.fullmatch(second)):
        raise StopScript(f"'{second}' does not do for --second: clinic.com beside www.clinic.com.")
    return Answers(
        **found,
        keys=options.keys,
        empty=options.empty,
        database=options.database,
        redis=options.redis,
    )


def _ask_person(name: str, question: str, shape: re.Pattern[str], given: str | None) -> str:
    """Return an answer that fits: the given one, or what somebody types."""
    while True:
        if given is None:
            if not sys.stdin.isatty():
                if name in MAY_BE_LEFT_OUT:
                    return ""
                raise StopScript(f"Nobody is here to ask: give --{name.replace('_', '-')}.")
            given = input(f"  {question}: ")
        given = _SPELT.get(name, str.strip)(given)
        if shape.fullmatch(given):
            return given
        if not sys.stdin.isatty():
            raise StopScript(f"'{given}' does not do for --{name.replace('_', '-')} ({question}).")
        print("  That does not fit. Once more.")
        given = None


def install_machine(place: Place, answers: Answers) -> None:
    """Do every step that is not done yet. Raises StopScript with what to do where one fails."""
    system = open_system(place)
    if place.link.exists() and not place.link.is_symlink():
        raise StopScript(
            f"{place.link} is a folder of an older set-up. Stop its services (systemctl disable --now clinic-web "
            "clinic-worker), rename it, take STATIC_ROOT and BIND out of /etc/clinic.env, and run this again."
        )
    with hold_machine(place):
        say_step("packages: PostgreSQL, Redis, nginx, certbot, rclone")
        system.install_packages()
        system.make_user()
        _make_folders(place, system)
        _make_variables(place, system, answers)
        place.admin, place.admin_mail = answers.admin, answers.admin_mail
        place.second = answers.second
        place.save_notes()
        system.place_units()
        names = list_releases(place)
        name = place.current_release() or (names[-1] if names else make_release(place, system))
        _fill_site(place, system, name, answers)
        _switch_tls_on(place, system, name, answers)
    _tell_next(place, system, name, answers)


def _make_folders(place: Place, system: System) -> None:
    for name, mode in (("", 0o755), ("releases", 0o755), ("static", 0o755), ("media", 0o750),
                       ("moving-in", 0o700), ("backups", 0o700)):  # fmt: skip
        folder = place.path(f"/srv/clinic/{name}")
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(mode)
            system.give_away(folder)
    for name in ("/var/www/letsencrypt", "/var/log/clinic", "/run"):
        place.path(name).mkdir(parents=True, exist_ok=True)


def _make_variables(place: Place, system: System, answers: Answers) -> None:
    """Write /etc/clinic.env once, with new keys or those of an earlier machine, and the file for the safe."""
    if place.path("/etc/clinic.env").exists():
        say_step("/etc/clinic.env is there and stays as it is")
        return
    say_step("database, random keys, /etc/clinic.env")
    keys = read_keys(answers.keys) if answers.keys else make_keys()
    values = {
        **keys,
        "ALLOWED_HOSTS": answers.host,
        "WAGTAILADMIN_BASE_URL": f"https://{answers.host}",
        "DATABASE_URL": answers.database or system.make_database(),
        "REDIS_URL": answers.redis,
        "EMAIL_URL": answers.mail,
        "DEFAULT_FROM_EMAIL": f"clinic@{answers.host.removeprefix('www.')}",
        "ADMINS": answers.admin_mail,
        "BACKUP_COPY_TO": answers.backup_to,
        "HEALTH_TOKEN": secrets.token_urlsafe(24),
    }
    write_variables(place, values)


def _fill_site(place: Place, system: System, name: str, answers: Answers) -> None:
    """Make tables, backup key, sample site and, where there is none, the first administrator."""
    say_step("tables")
    manage_site(place, system, name, "migrate", "--noinput", "--verbosity", "0")
    _make_backup_key(place, system, name, answers)
    if not answers.empty:
        say_step("the sample site, to start from (left alone where there are pages)")
        manage_site(place, system, name, "load_sample_site", "--site-url", f"https://{place.host}")
    if "True" in manage_site(place, system, name, "shell", "-v", "0", "-c", _HAS_OWNER):
        return
    password = secrets.token_urlsafe(15)
    manage_site(place, system, name, "createsuperuser", "--noinput", "--username", answers.admin,
                "--email", answers.admin_mail, DJANGO_SUPERUSER_PASSWORD=password)  # fmt: skip
    # At once: whatever stops the script later, this was said. It stands nowhere else.
    say_step(
        f"the first administrator: {answers.admin}, password {password} (write it down; change it at the first sign-in)"
    )


def _make_backup_key(place: Place, system: System, name: str, answers: Answers) -> None:
    """Make the pair that backups are encrypted with; its secret half goes into the file for the safe, with the keys."""
    variables = read_variables(place.path("/etc/clinic.env"))
    if variables.get("BACKUP_RECIPIENTS"):
        return
    said = manage_site(place, system, name, "make_backup_key")
    public = re.search(r"^BACKUP_RECIPIENTS=(\S+)$", said, re.MULTILINE)
    secret = re.search(r"^AGE-SECRET-KEY-\S+$", said, re.MULTILINE)
    if public is None or secret is None:
        raise StopScript("make_backup_key said nothing that could be read.")
    lines = [f"{key}={variables[key]}" for key in KEYS]
    text = (
        f"# The keys of {place.host}. Put this file into a safe that is not the backup, then delete it here.\n"
        "# deploy/install --keys FILE takes it on a new machine; deploy/restore --identity FILE opens backups with it.\n"
        + "\n".join(lines) + f"\n{secret[0]}\n"
    )  # fmt: skip
    write_text(place.path(KEYS_FILE), text, 0o600)
    write_variables(place, {**variables, "BACKUP_RECIPIENTS": public[1]})


def _switch_tls_on(place: Place, system: System, name: str, answers: Answers) -> None:
    """Port 80 alone first: nginx refuses a site whose certificate is not there, and the certificate comes by port 80."""
    say_step("nginx on port 80, for the certificate's challenge")
    for part in ("clinic-proxy.conf", "clinic-headers.conf"):
        place.write_file(f"/etc/nginx/{part}", part)
    place.write_file("/etc/nginx/sites-enabled/clinic-http", "nginx-http.conf")
    system.reload_nginx()
    say_step("the certificate")
    system.fetch_certificate(
        answers.admin_mail or read_variables(place.path("/etc/clinic.env"))["ADMINS"]
    )
    upstream = f"server unix:{place.socket(name)} fail_timeout=0;\n"
    write_text(place.path("/etc/nginx/clinic-upstream.conf"), upstream)
    share_static(place, name)
    place.write_file("/etc/nginx/sites-enabled/clinic", "nginx.conf")
    if place.second:
        place.write_file("/etc/nginx/sites-enabled/clinic-second", "nginx-second.conf")
    switch_release(place, system, name)


def _tell_next(place: Place, system: System, name: str, answers: Answers) -> None:
    """Say what is there, what the person does now, and what the site itself still finds missing."""
    lines = [f"Sign in: https://{place.host}/admin/ as {answers.admin}"]
    keys = place.path(KEYS_FILE)
    if keys.exists():
        lines.append(
            f"Put {keys} into a safe that is not the backup, then delete it here. Without it nobody reads the requests again."
        )
    if not read_variables(place.path("/etc/clinic.env")).get("BACKUP_COPY_TO"):
        lines.append(
            "Backups lie on this machine only: set BACKUP_COPY_TO in /etc/clinic.env (docs/operations.md)."
        )
    try:
        manage_site(place, system, name, "sendtestemail", answers.admin_mail)
    except StopScript as error:
        lines.append(
            f"The mail server did not take a test letter: mend EMAIL_URL in /etc/clinic.env, then restart web and worker. {str(error).splitlines()[-1].strip()}"
        )
    lines += ["Then: sudo /srv/clinic/app/deploy/manage production_check   (every rule for a live site, and what to do)",
              "A new version: git pull in the clone, then sudo deploy/upgrade. Back: sudo deploy/rollback."]  # fmt: skip
    say_next(f"https://{place.host}/ answers.", lines)
