"""What happens at a form's address: it is shown, filled in step by step, checked, sent, thanked for.

All of it works without JavaScript and without a session: what was answered on earlier steps travels in
the form itself, encrypted. Sending ends in a redirect (POST, redirect, GET), and the stamp in the form makes
sending twice one request. Whatever goes wrong, the page comes back filled.
"""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from core.frame import frame_for
from core.hours import business_hours
from core.kept import kept

from .asking import screen_of, steps_of, summary_of
from .captcha import FIELD as CAPTCHA
from .captcha import captcha_field, is_on
from .confirmation import confirm
from .encryption import DecryptionError, decrypt, encrypt
from .failures import remember
from .models import FormPage, RequestSettings
from .request_form import Raw, RequestForm, take
from .spam import HONEYPOT, judge
from .stamp import Stamp, new_stamp, read_stamp, sent_token
from .storing import Incoming, store

logger = logging.getLogger("clinic.forms")
CHECK: Final = "check"
STAMP: Final = "_stamp"
STATE: Final = "_state"
STEP: Final = "_step"
GO: Final = "_go"
OURS: Final = frozenset(
    {STAMP, STATE, STEP, GO, HONEYPOT, CAPTCHA, "csrfmiddlewaretoken", "g-recaptcha-response"}
)


@dataclass
class Sitting:
    """One visitor at one form: stamp, everything answered so far, where they are, where they go."""

    stamp: Stamp
    raw: Raw
    step: int = 0
    on_check: bool = False
    go: str = "next"
    honeypot: bool = False

    def state(self) -> str:
        """Return what earlier steps answered, encrypted, to travel in the form."""
        return encrypt({"a": self.raw, "h": self.honeypot})


def serve(page: FormPage, request: HttpRequest, *, sent: str = "") -> HttpResponse:
    """Answer a request at the form's address. Raises Http404 for a confirmation that does not exist."""
    if sent:
        return private(confirm(page, request, sent))
    # The same for every visitor until somebody publishes.
    form_class = kept(("form", page.pk), page.get_form_class)
    if request.method != "POST":
        return show(page, request, form_class(raw={}, page=page), Sitting(new_stamp(), {}))
    sitting = read_sitting(request, form_class)
    try:
        return private(take_post(page, request, form_class, sitting))
    except Http404:
        raise
    except Exception as error:  # whatever happened, what was typed comes back
        log_failure(page.pk, error)
        return show_again(page, request, form_class, sitting, not_stored_sentence(), status=503)


def read_sitting(request: HttpRequest, form_class: type[RequestForm]) -> Sitting:
    """Return where the visitor is, from what the form carries. Nothing sent can make this raise."""
    post = request.POST
    raw: Raw = {}
    honeypot = bool(post.get(HONEYPOT))
    if state := post.get(STATE, ""):
        try:
            kept = decrypt(state)
            raw = take(kept.get("a", {}), [q.key for q in form_class.questions])
            honeypot = honeypot or bool(kept.get("h"))
        except (DecryptionError, AttributeError):
            logger.warning("The answers of earlier steps could not be read.")
    on_check = post.get(STEP) == CHECK
    steps = sorted({q.step for q in form_class.questions}) or [0]
    text = post.get(STEP, "")
    step = int(text) if text.isdecimal() and int(text[:4]) in steps else steps[0]
    if not on_check:
        raw |= take(post, [q.key for q in form_class.questions if q.step == step])
    go = post.get(GO, "")
    return Sitting(
        stamp=read_stamp(post.get(STAMP, "")),
        raw={key: values for key, values in raw.items() if values},
        step=step,
        on_check=on_check,
        go=go or ("send" if on_check else "next"),
        honeypot=honeypot,
    )


def take_post(
    page: FormPage, request: HttpRequest, form_class: type[RequestForm], sitting: Sitting
) -> HttpResponse:
    """Go where the pressed button leads: to a step, to 'check your answers', or to sending."""
    form = form_class(raw=sitting.raw, page=page)
    steps = steps_of(form) or [0]
    if sitting.go.startswith("step:") and sitting.go[5:].isdecimal():
        wanted = int(sitting.go[5:])
        sitting.step = wanted if wanted in steps else steps[0]
        return show(page, request, form, sitting)
    if sitting.go == "back":
        before = [step for step in steps if step < sitting.step]
        sitting.step = before[-1] if before else steps[0]
        return show(page, request, form, sitting)
    if not sitting.on_check:
        here = [q.key for q in form_class.questions if q.step == sitting.step]
        part = form_class(raw=sitting.raw, only=here, page=page)
        if not part.is_valid():
            return show(page, request, part, sitting, show_errors=True)
        after = [step for step in steps if step > sitting.step]
        if after:
            sitting.step = after[0]
            return show(page, request, form, sitting)
    return check_or_send(page, request, form, sitting)


def check_or_send(
    page: FormPage, request: HttpRequest, form: RequestForm, sitting: Sitting
) -> HttpResponse:
    """Check all steps together; then show the answers once more, or send them."""
    if not form.is_valid():
        wrong = next((q for q in form.questions if q.key in form.errors), None)
        sitting.step = wrong.step if wrong else 0
        return show(page, request, form, sitting, show_errors=True)
    if page.check_answers and not (sitting.on_check and sitting.go == "send"):
        return show_check(page, request, form, sitting)
    return send(page, request, form, sitting)


def send(page: FormPage, request: HttpRequest, form: RequestForm, sitting: Sitting) -> HttpResponse:
    """Store the request and lead to its confirmation."""
    incoming = Incoming(
        page=page,
        key=sitting.stamp.key,
        questions=form.questions,
        cleaned=form.cleaned_data,
        hours=business_hours(frame_for(request)),
        settings=RequestSettings.current(),
        # The address without its query: what led here is nobody's business.
        source_path=request.path,
    )
    field = captcha_field()
    captcha = field.clean(request.POST.get(CAPTCHA)) if field else None
    found = judge(
        request,
        stamp=sitting.stamp,
        honeypot=sitting.honeypot,
        questions=form.questions,
        cleaned=form.cleaned_data,
        hashes=incoming.hashes(),
        captcha=captcha,
    )
    incoming.verdict, incoming.reasons = found.verdict, found.reasons
    submission, _new = store(incoming)
    return HttpResponseRedirect(f"{page_url(page, request)}sent/{sent_token(submission.key)}/")


def page_url(page: FormPage, request: HttpRequest) -> str:
    """Return the form's own address."""
    return page.get_url(request) or request.path


def show(
    page: FormPage,
    request: HttpRequest,
    form: RequestForm,
    sitting: Sitting,
    *,
    show_errors: bool = False,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show a step (or the whole form), with what was typed."""
    screen = screen_of(form, sitting.step, show_errors=show_errors)
    is_last = screen.number >= screen.total
    remember(request, page, form.questions)
    several = len({q.step for q in form.questions}) > 1
    context = page.get_context(request)
    context.update(
        form=form,
        screen=screen,
        is_last=is_last,
        # An error summary announces itself in the window's title, for those who can't see it.
        title=_("Error: {title}").format(title=page.title) if screen.errors else page.title,
        button=_button(page, is_last),
        captcha=_captcha(page, is_last),
        **_carried(page, request, sitting, with_state=several, step=str(screen.step)),
        problem=problem,
    )
    return private(TemplateResponse(request, page.template, context, status=status))


def show_check(
    page: FormPage,
    request: HttpRequest,
    form: RequestForm,
    sitting: Sitting,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show all answers once more before they are sent."""
    form.is_valid()
    context = page.get_context(request)
    context.update(
        form=form,
        rows=summary_of(form),
        title=_("Check your answers"),
        button=page.button_label,
        captcha=_captcha(page, True, checked=True),
        last_step=max(steps_of(form), default=0),
        **_carried(page, request, sitting, with_state=True, step=CHECK),
        problem=problem,
    )
    return private(TemplateResponse(request, page.check_template, context, status=status))


def show_again(
    page: FormPage,
    request: HttpRequest,
    form_class: type[RequestForm],
    sitting: Sitting,
    problem: str,
    *,
    status: int,
) -> HttpResponse:
    """Show the visitor the screen they came from, filled, with a sentence about what went wrong."""
    form = form_class(raw=sitting.raw, page=page)
    if sitting.on_check and form.is_valid():
        return show_check(page, request, form, sitting, problem=problem, status=status)
    return show(page, request, form, sitting, problem=problem, status=status)


def preview(page: FormPage, request: HttpRequest, mode: str) -> HttpResponse:
    """Show the editor's preview of the form or of its confirmation. Nothing is stored."""
    if mode == "landing":
        return confirm(page, request, "")
    form = page.get_form_class()(raw={}, page=page)
    return show(page, request, form, Sitting(new_stamp(), {}))


def private(response: HttpResponse) -> HttpResponse:
    """Mark a response as nobody's but this visitor's: never kept, never named to another site."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response.is_form = True
    if is_on():
        response.csp_extra = "recaptcha"
    return response


def not_stored_sentence() -> str:
    """Return what a visitor reads whose request could not be stored."""
    return _(
        "We could not take your request just now. What you wrote is still here. Please press the button again "
        "in a minute."
    )


def log_failure(page_id: int | None, error: Exception) -> None:
    """Log where it broke. An exception's text may quote what was typed, so only its type is logged."""
    where = "".join(traceback.format_tb(error.__traceback__, limit=-6))
    logger.error("Form page %s failed with %s at\n%s", page_id, type(error).__name__, where)


def _button(page: FormPage, is_last: bool) -> str:
    if not is_last:
        return _("Continue")
    return _("Check your answers") if page.check_answers else page.button_label


def _captcha(page: FormPage, is_last: bool, *, checked: bool = False) -> Any:
    """Return the captcha's HTML where the next button sends, else ''."""
    field = captcha_field() if is_last and (checked or not page.check_answers) else None
    return field.widget.render(CAPTCHA, "", {"id": f"id_{CAPTCHA}"}) if field else ""


def _carried(
    page: FormPage, request: HttpRequest, sitting: Sitting, *, with_state: bool, step: str
) -> dict[str, Any]:
    return {
        "stamp": sitting.stamp.sign(),
        "state": sitting.state() if with_state and (sitting.raw or sitting.honeypot) else "",
        "step": step,
        "action": page_url(page, request),
        "honeypot": HONEYPOT,
        "uses_captcha": is_on(),
        "previewing": getattr(request, "is_preview", False),
    }
