"""reCAPTCHA as a verdict: it may doubt a request, it can never cost one.

django-recaptcha raises on a refused connection, on garbage and on a hanging Google, and refuses
every visitor when its secret is wrong. Here each of these counts as 'unverified'. The check runs in
a thread of its own so that not even a server that sends one byte a second holds the visitor longer
than two seconds. Without keys nothing of it exists: no field, no script, no request to Google.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django_recaptcha import client
from django_recaptcha.constants import TEST_PRIVATE_KEY, TEST_PUBLIC_KEY
from django_recaptcha.fields import ReCaptchaField
from django_recaptcha.widgets import ReCaptchaBase

logger = logging.getLogger("clinic.captcha")
ACTION = "request"
FIELD = "captcha"
_threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="captcha")


@dataclass(frozen=True)
class CaptchaVerdict:
    """What reCAPTCHA thinks: state is passed, suspect or unverified; `why` is a code of `spam.REASONS`."""

    state: str
    why: str = ""


def is_on() -> bool:
    """Tell whether keys are set."""
    return bool(settings.RECAPTCHA_PUBLIC_KEY and settings.RECAPTCHA_PRIVATE_KEY)


def uses_test_keys() -> bool:
    """Tell whether Google's public test keys are set, which let everybody pass."""
    return bool(
        TEST_PUBLIC_KEY == settings.RECAPTCHA_PUBLIC_KEY
        or TEST_PRIVATE_KEY == settings.RECAPTCHA_PRIVATE_KEY
    )


def is_v3() -> bool:
    """Tell whether the keys are those of version 3 (a score, no box to tick)."""
    return bool(settings.RECAPTCHA_VERSION != "v2")


class LazyReCaptcha(ReCaptchaBase):
    """A hidden field that our own script fills; it loads Google's at the first interaction only."""

    template_name = "clinic_forms/captcha.html"
    recaptcha_response_name = FIELD

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """Return the token; without the script there is none."""
        token: str | None = data.get(name)
        return token

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Tell the template the key and the version; Google's script address stays in our script."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context.update(site_key=settings.RECAPTCHA_PUBLIC_KEY, v3=is_v3(), action=ACTION)
        return context


class SoftReCaptchaField(ReCaptchaField):
    """django-recaptcha's field, made to answer instead of refuse."""

    widget = LazyReCaptcha

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.required = False

    def get_remote_ip(self) -> str:
        """The visitor's address is nobody's business, Google's least of all."""
        return ""

    def clean(self, value: Any) -> CaptchaVerdict:
        """Return a CaptchaVerdict, whatever happens, within the time limit."""
        token = str(value or "")[:4000]
        if not token:
            return CaptchaVerdict("unverified", "captcha_missing")
        limit = settings.RECAPTCHA_VERIFY_REQUEST_TIMEOUT
        asked: Future[CaptchaVerdict] | None = None
        try:
            asked = _threads.submit(self._ask_google, token)
            return asked.result(timeout=limit)
        except (TooLate, RuntimeError):  # too slow, or the process is going down
            if asked is not None:
                asked.cancel()
            return CaptchaVerdict("unverified", "captcha_unreachable")

    def _ask_google(self, token: str) -> CaptchaVerdict:
        try:
            response = client.submit(
                recaptcha_response=token, private_key=self.private_key, remoteip=""
            )
            return self._judge_response(response)
        except Exception as error:  # whatever Google or the network does, the request goes on
            logger.info("reCAPTCHA could not be asked: %s", type(error).__name__)
            return CaptchaVerdict("unverified", "captcha_unreachable")

    @staticmethod
    def _judge_response(response: client.RecaptchaResponse) -> CaptchaVerdict:
        if response.is_valid is not True:
            # A wrong secret, an old token or one used twice says nothing about the visitor.
            return CaptchaVerdict("unverified", "captcha_unusable")
        if not is_v3():
            return CaptchaVerdict("passed")
        if response.action not in (None, ACTION):
            return CaptchaVerdict("suspect", "captcha_action")
        score = response.extra_data.get("score")
        if not isinstance(score, (int, float)):
            return CaptchaVerdict("unverified", "captcha_unusable")
        if score < settings.RECAPTCHA_REQUIRED_SCORE:
            return CaptchaVerdict("suspect", "captcha_score")
        return CaptchaVerdict("passed")


def captcha_field() -> SoftReCaptchaField | None:
    """Return the field, or None while no keys are set."""
    if not is_on():
        return None
    return SoftReCaptchaField(
        public_key=settings.RECAPTCHA_PUBLIC_KEY, private_key=settings.RECAPTCHA_PRIVATE_KEY
    )
