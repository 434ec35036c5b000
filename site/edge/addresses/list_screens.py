"""The two screens on which a list of old addresses is brought in: Wagtail's, with our reading of the file behind them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.contrib.redirects import utils, views
from wagtail.contrib.redirects.forms import ConfirmImportForm, ImportForm
from wagtail.contrib.redirects.utils import get_format_cls_by_extension

from edge.addresses.bring_in import create_redirects, find_target
from edge.addresses.list_file import FORMATS, MOST_BYTES, UnreadableListError

# How lists from here and there call the two columns.
_FROM = {
    "from",
    "old",
    "old address",
    "old url",
    "old path",
    "source",
    "source url",
    "redirect from",
    "request",
}
_TO = {
    "to",
    "new",
    "new address",
    "new url",
    "new path",
    "target",
    "target url",
    "destination",
    "redirect to",
}


class ListForm(ImportForm):
    """Takes a file that can be read, and says of another what is wrong with it."""

    def clean_import_file(self) -> Any:
        """Return the file. Raises ValidationError with what is wrong."""
        file = self.cleaned_data["import_file"]
        file.name = file.name.lower()  # 'REDIRECTS.CSV'
        kind = get_format_cls_by_extension(file.name.rpartition(".")[2])
        if kind is None:
            raise ValidationError(_("Save the list as CSV or as an Excel workbook (.xlsx)."))
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is too large. Bring the list in in parts."))
        try:
            kind().create_dataset(file.read())
        except UnreadableListError as error:
            raise ValidationError(str(error)) from error
        file.seek(0)
        return file


class ColumnsForm(ConfirmImportForm):
    """Asks which column is which; where their headings say so, or there are two, it need not be chosen."""

    def __init__(self, headers: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(headers, *args, **kwargs)
        names = [header.strip().lower().replace("_", " ") for header in headers]
        for field, known, place in (("from_index", _FROM, 0), ("to_index", _TO, 1)):
            named = [n for n, name in enumerate(names) if name in known]
            if named or len(names) == 2:
                self.fields[field].initial = str(named[0] if named else place)

    def clean(self) -> dict[str, Any]:
        """Refuse one column for both."""
        given: dict[str, Any] = super().clean()
        if given.get("from_index") and given.get("from_index") == given.get("to_index"):
            raise forms.ValidationError(_("Choose two different columns."))
        return given


class AddressesView(views.IndexView):
    """The list of old addresses; it goes out as a file also while pages that they lead to lie in the bin."""

    def to_row_dict(self, item: Any) -> Any:
        """Return a row of the file. Wagtail's own way to a target breaks on a page that is on no site."""
        item.link = find_target(item)
        return super().to_row_dict(item)


_process = views.process_import


def process_list(request: HttpRequest) -> HttpResponse:
    """Bring the list in; where it was brought in a moment ago, or lies here no longer, say so."""
    with suppress(FileNotFoundError, UnreadableListError, BadSignature):
        # Wagtail's form breaks on what it did not sign itself, or on nothing.
        for name in ("import_file_name", "input_format"):
            Signer().unsign(request.POST.get(name, ""))
        answer: HttpResponse = _process(request)
        return answer
    said = _("This list was brought in already, or is no longer here. Choose the file again.")
    messages.error(request, said)
    return redirect("wagtailredirects:start_import")


def use_screens() -> None:
    """Give Wagtail's screens our forms and our reading. Before its addresses are read for the first time."""
    utils.DEFAULT_FORMATS[:] = FORMATS
    views.IndexView = AddressesView
    # Wagtail's own asks nothing but 'are you sure'; the common one is where rooms above say what visitors lose.
    views.DeleteView.template_name = "wagtailadmin/generic/confirm_delete.html"
    views.ImportForm = ListForm
    views.ConfirmImportForm = ColumnsForm
    views.create_redirects_from_dataset = create_redirects
    views.process_import = process_list


use_screens()
