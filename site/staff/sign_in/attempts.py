"""Limits on wrong passwords and codes that slow down a stranger and never shut out a colleague.

Counted in the database: they hold across processes and restarts, and a cache that is away opens and closes
nothing. What is counted is a keyed hash, so the table names no account and no address.

- A *known device* (a cookie from an earlier sign-in of this account) has an allowance of its own.
- Any other browser is counted by its address, by account and address, and more widely by account. Not by account
  where a security key or passkey is asked for afterwards: its owner is shut out by nobody, and nobody guesses it.
- Each try is written before the password is looked at and taken back when it was right, so many tries at once
  do not slip through together.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from infra.addresses.client_address import client_address, network_of
from infra.addresses.staff_paths import ACCOUNTS
from staff.models import SignInAttempt

# How many wrong ones within how many seconds.
BY_DEVICE = ((10, 300),)
# A copied mark of a device would try 2,880 passwords a day. Beyond this it is a browser like any other, so its owner
# signs in from their own address all the same.
DEVICE_IN_AN_HOUR = 40
BY_ACCOUNT_AND_ADDRESS = ((10, 300),)
BY_ADDRESS = ((20, 60), (100, 3600))
BY_ACCOUNT = ((100, 3600),)
# Whoever has the password would otherwise try three thousand codes a day: one in a hundred finds the right one.
CODES = ((10, 300), (40, 3600))
# Asking for a link that sets a password. Counted by address and network, so nobody uses up somebody else's.
RESETS = ((5, 600),)
RESETS_BY_ADDRESS = ((20, 600), (60, 3600))
RESET_EVERY = 900  # seconds between two such mails to one account, whoever asks
# So many wrong codes within an hour are told to the account's owner: whoever typed them knows the password.
CODES_TOLD = 10
LONGEST = 3600
CODE_LIVES = 120  # seconds in which an authenticator app's code could be taken

DEVICE_PATH = ACCOUNTS
DEVICE_AGE = 180 * 24 * 3600
DEVICE_SALT = "staff.device"
PEOPLE = 20  # so many colleagues share a device at most

Limits = dict[str, tuple[tuple[int, int], ...]]


def _make_key(*parts: object) -> str:
    text = "\0".join(str(part) for part in parts)
    return salted_hmac("staff.attempts", text, algorithm="sha256").hexdigest()


def read_device(request: HttpRequest) -> tuple[str, list[int]]:
    """Return the number of this device and whose sign-ins it has seen; ('', []) for an unknown one."""
    try:
        held = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""),
            salt=DEVICE_SALT,
            max_age=DEVICE_AGE,
        )
        return str(held["d"]), [int(pk) for pk in held["u"]]
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return "", []


def remember_device(request: HttpRequest, response: HttpResponse, user: Any) -> None:
    """Let the browser prove later that `user` has signed in with it before. It opens nothing by itself."""
    device, people = read_device(request)
    people = [user.pk, *(pk for pk in people if pk != user.pk)][:PEOPLE]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps({"d": device or secrets.token_urlsafe(12), "u": people}, salt=DEVICE_SALT),
        max_age=DEVICE_AGE,
        path=DEVICE_PATH,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def account_of(login: str) -> Any:
    """Return the account that `login` names, as user name or e-mail; None for nobody's."""
    same = Q(username__iexact=login) | Q(email__iexact=login)
    return get_user_model().objects.filter(same).order_by("pk").first() if login else None


def has_key(user: Any) -> bool:
    """Tell whether an account has a security key or passkey."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).exists()


def _password_limits(request: HttpRequest, login: str) -> Limits:
    user = account_of(login)
    account = f"pk {user.pk}" if user else f"name {login.casefold()}"
    device, people = read_device(request)
    if user and user.pk in people:
        key = _make_key("device", device, account)
        if _count_since(key, 3600) < DEVICE_IN_AN_HOUR:
            return {key: BY_DEVICE}
    address = network_of(client_address(request))
    limits: Limits = {_make_key("account and address", account, address): BY_ACCOUNT_AND_ADDRESS}
    if not (user and has_key(user)):
        limits[_make_key("account", account)] = BY_ACCOUNT
    if address:
        limits[_make_key("address", address)] = BY_ADDRESS
    return limits


def begin_password_try(request: HttpRequest, login: str) -> list[int] | None:
    """Count a try at a password; return what `take_back` needs, or None where there were too many."""
    return _begin_count(_password_limits(request, login))


def begin_code_try(request: HttpRequest, user: Any) -> list[int] | None:
    """Count a try at a code after the right password; return what `take_back` needs, or None."""
    device, people = read_device(request)
    where = device if user.pk in people else ""
    return _begin_count({_make_key("code", user.pk, where): CODES})


def begin_shared_try(request: HttpRequest, restriction: Any) -> list[int] | None:
    """Count a try at the shared password of a page or folder; return what `take_back` needs, or None. By address alone."""
    address = network_of(client_address(request))
    return _begin_count(
        {_make_key("shared", restriction._meta.label, restriction.pk, address): CODES}
    )


def count_reset(request: HttpRequest, typed: str) -> bool:
    """Count somebody's asking for a link to an e-mail address; tell whether it is still one that is answered."""
    network = network_of(client_address(request))
    limits: Limits = {_make_key("reset", typed.casefold(), network): RESETS}
    if network:
        limits[_make_key("resets", network)] = RESETS_BY_ADDRESS
    return _begin_count(limits) is not None


def was_mailed_link(user: Any) -> bool:
    """Tell whether an account was mailed a link lately that somebody asked for at the door."""
    return _count_since(_make_key("reset mailed", user.pk), RESET_EVERY) > 0


def note_mailed_link(user: Any) -> None:
    """Remember that an account was mailed such a link just now."""
    SignInAttempt.objects.create(key=_make_key("reset mailed", user.pk), at=timezone.now())


def _count_since(key: str, seconds: int) -> int:
    since = timezone.now() - timedelta(seconds=seconds)
    return SignInAttempt.objects.filter(key=key, at__gt=since).count()


def _begin_count(limits: Limits) -> list[int] | None:
    now = timezone.now()
    rows = [SignInAttempt.objects.create(key=key, at=now).pk for key in limits]
    for key, windows in limits.items():
        for amount, seconds in windows:
            since = now - timedelta(seconds=seconds)
            if SignInAttempt.objects.filter(key=key, at__gt=since).count() > amount:
                take_back(rows)
                return None
    return rows


def take_back(rows: list[int]) -> None:
    """Forget a try: it was right."""
    SignInAttempt.objects.filter(pk__in=rows).delete()


def use_code_once(user: Any, code: str) -> bool:
    """Tell whether an app's code has not been used yet, and count it as used."""
    now = timezone.now()
    key = _make_key("used", user.pk, "".join(code.split()))
    SignInAttempt.objects.create(key=key, at=now)
    since = now - timedelta(seconds=CODE_LIVES)
    return SignInAttempt.objects.filter(key=key, at__gt=since).count() == 1


def count_wrong_code(user: Any) -> bool:
    """Count a wrong code; tell whether the account's owner has to hear of it now: once an hour at most."""
    now = timezone.now()
    since = now - timedelta(seconds=LONGEST)
    wrong, told = _make_key("wrong code", user.pk), _make_key("wrong codes told", user.pk)
    SignInAttempt.objects.create(key=wrong, at=now)
    if SignInAttempt.objects.filter(key=wrong, at__gt=since).count() < CODES_TOLD:
        return False
    SignInAttempt.objects.create(key=told, at=now)
    return SignInAttempt.objects.filter(key=told, at__gt=since).count() == 1


UNKNOWN = "unknown name "


def count_unknown_name(login: str) -> None:
    """Count a wrong sign-in with a name that no account has, as a keyed hash: people type passwords there."""
    key = UNKNOWN + _make_key("name", login.casefold())[:16]
    SignInAttempt.objects.create(key=key, at=timezone.now())


def take_unknown_names() -> list[str]:
    """Return the hashed names of wrong sign-ins since the last time, and forget them."""
    rows = list(
        SignInAttempt.objects.filter(key__startswith=UNKNOWN)
        .order_by("pk")
        .values_list("pk", "key")
    )
    SignInAttempt.objects.filter(
        key__startswith=UNKNOWN, pk__lte=rows[-1][0] if rows else 0
    ).delete()
    return [key.removeprefix(UNKNOWN) for _pk, key in rows]


def delete_old_attempts() -> int:
    """Delete what no limit asks for any more; return how many rows."""
    before = timezone.now() - timedelta(seconds=LONGEST)
    return SignInAttempt.objects.filter(at__lt=before).delete()[0]
