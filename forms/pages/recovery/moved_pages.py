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
from ...requests.tokens import read_sent_token, read_stamp
from ..form_changes import FormVersion, read_version
from ..form_page import FormPage
from ..request_form import RequestForm, form_class_of
from ..visit.confirmation import confirm, promise_for
from ..visit.draft_cookie import cookie_name, keep, page_of_cookie, tabs_with_cookies
from ..visit.form_state import STAMP, VERSION
from ..visit.screens import page_url, private
from ..visit.sending import serve_as_begun, serve_here

_SENT: Final = re.compile(r"^(?P<form>/(?:[^/]+/)*)sent/(?P<token>[A-Za-z0-9_-]{20,100})/?$")


def is_public(page: FormPage) -> bool:
    """Tell whether everybody may open `page`."""
    return bool(page.live) and not page.get_view_restrictions()


def form_page_of(request: HttpRequest) -> FormPage | None:
    """Return the page whose form was sent: by its token, else by its address or where that leads now."""
    number = read_stamp(request.POST.get(STAMP, "")).page
    page = FormPage.objects.filter(pk=number).first() if number else None
    return page or page_at(request, request.path)


def page_at(request: HttpRequest, path: str) -> FormPage | None:
    """Return the form page that answers `path`, or to which a redirect from there leads."""
    page = Page.find_for_request(request, path.strip("/"))
    if page is None:
        redirect = get_redirect(request, path.rstrip("/") or "/")
        page = redirect.redirect_page if redirect is not None else None
    page = page.specific if page is not None else None
    return page if isinstance(page, FormPage) else None


def take_elsewhere(request: HttpRequest) -> HttpResponse | None:
    """Answer a form that was sent to an address where it no longer is.

    None where neither its page nor the questions it carried are known.
    """
    page = form_page_of(request)
    if page is not None and is_public(page):
        return serve_here(page, request)
    version = read_version(request.POST.get(VERSION, ""))
    if version is not None:
        return serve_as_begun(page_as_begun(request, page, version), request, class_of(version))
    return serve_as_begun(page, request, page.get_form_class()) if page is not None else None


def class_of(version: FormVersion) -> type[RequestForm]:
    """Return the form class of a version of a form."""
    form_class = form_class_of(list(version.questions), version.contact_rule)
    form_class.version = version.sign()
    return form_class


def page_as_begun(request: HttpRequest, page: FormPage | None, version: FormVersion) -> FormPage:
    """Return the page with the settings that it had; a stand-in where it was deleted. It is never saved."""
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
    page.title = version.title
    page.contact_rule = version.contact_rule
    page.check_answers = version.check_answers
    page.live = False
    return page


def show_elsewhere(request: HttpRequest) -> HttpResponse | None:
    """Answer the address of a confirmation, or of a step that was begun, where no page answers it any more."""
    match = _SENT.match(request.path)
    key = read_sent_token(match["token"]) if match else None
    if match is not None and key is not None:
        return private(_confirmation(request, match, key))
    for tab in tabs_with_cookies(request):
        number = page_of_cookie(request.COOKIES[cookie_name(tab)])
        page = FormPage.objects.filter(pk=number).first() if number else None
        if page is not None:
            return _go_on(request, page)
    return None


def _confirmation(request: HttpRequest, match: re.Match[str], key) -> HttpResponse:
    submission = Submission.objects.without_answers().filter(key=key).first()
    page = FormPage.objects.filter(pk=submission.page_id).first() if submission else None
    page = page or page_at(request, match["form"])
    if page is not None:
        return confirm(page, request, match["token"])
    if submission is None:
        raise Http404("no such confirmation")
    context = {"reference": submission.reference, "promise": promise_for(request, submission)}
    return TemplateResponse(request, "forms/taken.html", context)


def _go_on(request: HttpRequest, page: FormPage) -> HttpResponse | None:
    """Lead to the page's new address with what was begun; show it here where the page was unpublished."""
    if page.get_view_restrictions():
        return None
    address = page_url(page, request)
    if not page.live:
        return serve_here(page, request)
    if address.endswith(request.path):
        return None
    query = f"?{urlencode(request.GET)}" if request.GET else ""
    response = HttpResponseRedirect(f"{address}{query}")
    tabs = tabs_with_cookies(request)
    for tab in tabs:
        keep(response, address, request.COOKIES[cookie_name(tab)], tab)
    return private(response)
