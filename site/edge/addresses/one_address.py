"""One old address, entered by hand, is looked at as a line of a list is: a circle is refused, what does nothing is said.

Wagtail's screens answer 'added' to an address that no visitor is ever led from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from .bring_in import (
    AddressLine,
    list_live_paths,
    path_of,
    read_table,
    refuse_circles,
    remember_answers,
)
from .redirect_form import OldAddressForm


class WatchedAddressForm(OldAddressForm):
    """The form of one old address; it refuses what leads back to itself."""

    def clean(self) -> None:
        """Walk the way on which a visitor would be led."""
        super().clean()
        given = self.cleaned_data
        link = given.get("redirect_link") or ""
        if self.errors or given.get("redirect_page") or not link:
            return
        old = Redirect.normalise_path(given["old_path"])
        line = AddressLine(given["old_path"], link, old)
        known = read_table(given.get("site"))
        known.pop(self.instance.old_path, None)
        known.pop(old, None)
        refuse_circles([line], known, list_live_paths(_find_site(given.get("site"))))
        if line.refused:
            self.add_error("redirect_link", line.said)


def list_doubts(redirect: Redirect) -> Iterator[str]:
    """Yield what keeps visitors from being led on by a stored old address."""
    site = _find_site(redirect.site)
    if site is None:
        return
    pages = list_live_paths(site)
    if redirect.old_path in pages:
        yield _(
            "This does nothing while a page stands at ‘%(path)s’: visitors see that page. Move, unpublish or delete it first."
        ) % {"path": redirect.old_path}
    page = redirect.redirect_page
    if page is not None and not page.live:
        yield _("This leads nowhere until ‘%(title)s’ is published.") % {"title": page.title}
    target = path_of(redirect.redirect_link or "")
    if page is None and target and target not in pages and "*" not in target:
        known = Redirect.objects.filter(old_path=target).exists()
        if not known and not remember_answers(site)(target):
            yield _("Nothing is to be found at ‘%(path)s’, where this leads.") % {"path": target}


def _find_site(chosen: Site | None) -> Site | None:
    return chosen or Site.objects.filter(is_default_site=True).first()


def _say_doubts_after(save: Callable[[Any], Redirect]) -> Callable[[Any], Redirect]:
    """Return what stores an old address as `save` does, and says what keeps it from leading anybody on."""

    def save_instance(view: Any) -> Redirect:
        redirect = save(view)
        for doubt in list_doubts(redirect):
            messages.warning(view.request, doubt)
        return redirect

    return save_instance


def watch_screens() -> None:
    """Have Wagtail's two screens of one old address use the form and say the doubts."""
    for screen in (views.CreateView, views.EditView):
        screen.form_class = WatchedAddressForm
        screen.save_instance = _say_doubts_after(screen.save_instance)


watch_screens()
