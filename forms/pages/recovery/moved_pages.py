"""A form whose page staff moved, hid or deleted while somebody was filling it in.

The token in the form names its page, so the page is found wherever it went. A page that is public goes on at
its new address; one that is not takes the request as it was asked when it was begun. The same holds for
the confirmation and for the address of a step: whoever was thanked finds their reference number again.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.models import Page, Site

from ...requests.models import Submission
from ...requests.tokens import read_confirmation_token, read_token
from ..form_changes import FormVersion, read_version
from ..form_page import FormPage
from ..request_form import RequestForm, make_form_class
from ..visit.confirmation import make_promise_for, show_confirmation
from ..visit.draft_cookie import (
    list_tabs,
    name_cookie,
    read_draft_cookies,
    read_page_number,
    set_cookie,
)
from ..visit.form_state import TOKEN_FIELD, VERSION_FIELD
from ..visit.presenters import get_form_url
from ..visit.screens import mark_private
from ..visit.views import answer_here, answer_post, open_form
from .former_form import find_former_version

_SENT: Final = re.compile(r"^(?P<form>/(?:[^/]+/)*)sent/(?P<token>[A-Za-z0-9_-]{20,100})/?$")


def is_public(page: FormPage, request: HttpRequest) -> bool:
    """Tell whether everybody may open `page`, at an address of the site that was asked."""
    # Of another site's page, or of one outside every site, there is no address that begins with a stroke.
    is_here = (page.get_url(request) or "").startswith("/")
    return bool(page.live) and is_here and not page.get_view_restrictions()


def find_form_page(request: HttpRequest) -> FormPage | None:
    """Return the page whose form was sent: by its token; by its address where the token names none.

    The address of a page that was deleted may be another form's by now, which asks something else.
    """
    number = read_token(request.POST.get(TOKEN_FIELD, "")).page
    if number:
        return FormPage.objects.filter(pk=number).first()
    return find_page_at(request, request.path)


def find_page_at(request: HttpRequest, path: str) -> FormPage | None:
    """Return the form page that answers `path`, or to which a redirect from there leads."""
    page = Page.find_for_request(request, path.strip("/"))
    if page is None:
        redirect = get_redirect(request, path.rstrip("/") or "/")
        page = redirect.redirect_page if redirect is not None else None
    page = page.specific if page is not None else None
    return page if isinstance(page, FormPage) else None


def answer_moved_form(request: HttpRequest) -> HttpResponse | None:
    """Answer a form that was sent to an address where it no longer is.

    None where neither its page nor the questions it carried are known.
    """
    page = find_form_page(request)
    if page is not None and is_public(page, request):
        return answer_here(page, request)
    number = read_token(request.POST.get(TOKEN_FIELD, "")).page
    version = read_version(request.POST.get(VERSION_FIELD, ""))
    if version is None and page is None and number:
        version = find_former_version(number)
    if version is not None:
        substitute = restore_page(request, page, version, number)
        return answer_post(substitute, request, make_class_of_version(version))
    if page is None:
        return None
    page.live = False
    return answer_post(page, request, page.get_form_class())


def make_class_of_version(version: FormVersion) -> type[RequestForm]:
    """Return the form class of a version of a form."""
    form_class = make_form_class(list(version.questions), version.contact_rule)
    form_class.version = version.sign()
    return form_class


def restore_page(
    request: HttpRequest, page: FormPage | None, version: FormVersion, number: int | None = None
) -> FormPage:
    """Return the page with the settings that it had; a substitute where it was deleted. It is never saved.

    Parameters: `number`, that of the page that was deleted.
    """
    if page is None:
        site = Site.find_for_request(request)
        home = site.root_page if site is not None else Page.get_first_root_node()
        slug = request.path.strip("/").rpartition("/")[2] or "form"
        # A place below the home page that no page has, so that menus and links can be drawn.
        page = FormPage(
            slug=slug,
            path=f"{home.path}{'Z' * Page.steplen}",
            depth=home.depth + 1,
            url_path=f"{home.url_path}{slug}/",
            locale=home.locale,
        )
        page.former_number = number
    page.title = version.title
    page.contact_rule = version.contact_rule
    page.check_answers = version.check_answers
    page.live = False
    return page


def brings_form(request: HttpRequest) -> bool:
    """Tell whether somebody may ask for a form that they began, or for the confirmation of one."""
    return bool(list_tabs(request)) or "/sent/" in request.path


def began_another_form(request: HttpRequest) -> bool:
    """Tell whether a form answered to whoever came back to a step of another one, which had its address before."""
    if request.method != "GET" or "step" not in request.GET:
        return False
    numbers = {read_page_number(request.COOKIES[name_cookie(tab)]) for tab in list_tabs(request)}
    return bool(numbers - {None}) and getattr(request, "form_number", None) not in numbers


def answer_moved_address(request: HttpRequest, *, is_other: bool = False) -> HttpResponse | None:
    """Answer the address of a confirmation, or of a form that was begun, where its page does not any more.

    Parameters: `is_other`, whether another page answers there by now, or one that asks for a password. Who does not
    name a step may mean that page.
    """
    match = _SENT.match(request.path)
    key = read_confirmation_token(match["token"]) if match else None
    if match is not None and key is not None:
        return mark_private(_find_confirmation(request, match, key))
    for tab in list_tabs(request):
        number = read_page_number(request.COOKIES[name_cookie(tab)])
        if number:
            page = FormPage.objects.filter(pk=number).first()
            is_locked = page is not None and page.get_view_restrictions()
            if is_other and "step" not in request.GET and not is_locked:
                return None
            return _go_on(request, page, number)
    return None


def _find_confirmation(request: HttpRequest, match: re.Match[str], key) -> HttpResponse:
    submission = Submission.objects.without_answers().filter(key=key).first()
    page = FormPage.objects.filter(pk=submission.page_id).first() if submission else None
    page = page or find_page_at(request, match["form"])
    if page is not None:
        return show_confirmation(page, request, match["token"])
    if submission is None:
        raise Http404("no such confirmation")
    context = {"reference": submission.reference, "promise": make_promise_for(request, submission)}
    return TemplateResponse(request, "forms/taken.html", context)


def _go_on(request: HttpRequest, page: FormPage | None, number: int) -> HttpResponse | None:
    """Lead to the page's new address with what was begun; show it here where nobody can open the page."""
    if page is None or not is_public(page, request):
        return _show_begun_form(request, page, number)
    address = get_form_url(page, request)
    if address == request.path:
        return None
    query = f"?{urlencode(request.GET)}" if request.GET else ""
    response = HttpResponseRedirect(f"{address}{query}")
    for tab in list_tabs(request):
        set_cookie(response, address, request.COOKIES[name_cookie(tab)], tab)
    return mark_private(response)


def _show_begun_form(
    request: HttpRequest, page: FormPage | None, number: int
) -> HttpResponse | None:
    """Show a form that nobody can open any more to whoever has begun it; None for everybody else."""
    if page is not None:
        page.live = False
        form_class = page.get_form_class()
    elif (version := find_former_version(number)) is not None:
        page = restore_page(request, None, version, number)
        form_class = make_class_of_version(version)
    else:
        return None
    drafts = read_draft_cookies(page, request, form_class).values()
    is_begun = any(draft.state for draft in drafts)
    was_sent = any(draft.sent for draft in drafts) and "step" in request.GET
    if not is_begun and not was_sent:
        return None
    return mark_private(open_form(page, request, form_class))
