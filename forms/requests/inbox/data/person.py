"""One person's data: find it, hand it out as one file, delete it. For managers.

Everything is posted: a number or an address in an address bar would be in a log.
"""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from forms.requests import lists
from forms.requests.inbox.lists.rows import InboxRow, make_rows
from forms.requests.inbox.lists.views import shared_context
from forms.requests.models import Submission
from forms.requests.privacy import subject, subject_file
from forms.requests.privacy.subject import Identity, Subject
from staff import access, audit


class PersonForm(forms.Form):
    """Whom somebody asks about."""

    who = forms.CharField(
        label=gettext_lazy("Reference, telephone number or e-mail address"),
        max_length=320,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Enter a reference, a telephone number or an e-mail address.")
        },
    )

    def clean_who(self) -> Identity:
        """Return whom the text means. Raises ValidationError where it means nobody."""
        found = subject.identify_person(self.cleaned_data["who"])
        if not found:
            raise ValidationError(
                _(
                    "This is neither a reference such as R-7K3M-92, nor a whole telephone number, nor an e-mail "
                    "address. Names can’t be searched, because they are stored encrypted."
                )
            )
        return found


@require_http_methods(["GET", "POST"])
@access.require(access.PURGE)
def show_person(request: HttpRequest) -> HttpResponse:
    """Find everything about one person; with `do`, export or erase what is ticked.

    Raises PermissionDenied for whoever may not both export and delete.
    """
    if not access.may(request.user, access.EXPORT):
        raise PermissionDenied
    form = PersonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _render_person(request, form, None, status=400 if form.errors else 200)
    found = subject.find_subject(form.cleaned_data["who"])
    if request.POST.get("do") == "export":
        chosen = _choose_ticked(request, found, form.cleaned_data["who"])
        if not chosen:
            problem = _(
                "Nothing is ticked, so there is nothing to save. Tick what is this person’s."
            )
            return _render_person(request, form, found, problem=problem, status=400)
        return _export_person(request, chosen)
    if request.POST.get("do") == "erase":
        return _erase_person(request, form, found)
    audit.record("requests.person_find", user=request.user, data={"count": len(found.requests)})
    return _render_person(request, form, found)


def _choose_ticked(request: HttpRequest, found: Subject, who: Identity) -> Subject:
    """Return what was found, with the requests that somebody ticked and no others."""
    wanted = _read_numbers(request, "number")
    chosen = [row for row in [*found.requests, *found.related] if row.pk in wanted]
    named = _read_numbers(request, "named")
    return Subject(
        requests=chosen,
        consents=list(subject.find_consent_lines(who, chosen)),
        # Where the whole of it goes, its words go with it.
        mentioned=[one for one in found.mentioned if one.number in named - wanted],
        who=who,
    )


def _read_numbers(request: HttpRequest, name: str) -> set[int]:
    return {int(n) for n in request.POST.getlist(name) if n.isascii() and n.isdigit()}


def _export_person(request: HttpRequest, chosen: Subject) -> HttpResponse:
    count = len(chosen.requests) + len(chosen.mentioned)
    audit.record("requests.person_export", user=request.user, data={"count": count})
    text = json.dumps(subject_file.export_subject(chosen), indent=2, ensure_ascii=False)
    name = f"one-person-{timezone.localdate().isoformat()}.json"
    return HttpResponse(
        text,
        content_type="application/json; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def _erase_person(request: HttpRequest, form: PersonForm, found: Subject) -> HttpResponse:
    chosen = _choose_ticked(request, found, form.cleaned_data["who"])
    if request.POST.get("confirm") != "yes":
        problem = _("Tick the box to say that it may be deleted for good.")
        return _render_person(request, form, found, problem=problem, status=400)
    if not chosen:
        problem = _("Nothing is ticked, so nothing was deleted.")
        return _render_person(request, form, found, problem=problem, status=400)
    try:
        count = subject.erase_subject(chosen, by=request.user)
    except ValidationError as error:
        return _render_person(request, form, found, problem=" ".join(error.messages), status=409)
    said = ngettext(
        "%(count)s request of this person was deleted for good, with what they agreed to.",
        "%(count)s requests of this person were deleted for good, with what they agreed to.",
        count,
    ) % {"count": count}
    if chosen.mentioned:
        taken = ngettext(
            "They were taken out of %(count)s request of somebody else.",
            "They were taken out of %(count)s requests of others.",
            len(chosen.mentioned),
        ) % {"count": len(chosen.mentioned)}
        said = f"{said} {taken}"
    messages.success(request, said)
    return redirect("inbox:person")


def _render_person(
    request: HttpRequest,
    form: PersonForm,
    found: Subject | None,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        **shared_context(request),
        "form": form,
        "found": found,
        "problem": problem,
        "page_title": _("One person’s data"),
        "header_icon": "user",
    }
    if found is not None:
        context["rows"] = rows = _make_rows(found.requests)
        # A shared telephone finds two people: then nothing is ticked beforehand. Nor is what was found by a second
        # number or a corrected one: it may be a relative's.
        context["several_names"] = len({row.name.casefold() for row in rows}) > 1
        context["ticked"] = {row.request.pk for row in rows} - found.beside
        context["related"] = _make_rows(found.related)
    response = TemplateResponse(request, "admin/inbox/person.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _make_rows(requests: list[Submission]) -> list[InboxRow]:
    """Return the lines of a list for requests that were found without their answers."""
    numbers = [row.pk for row in requests]
    rows = lists.add_due(Submission.objects.filter(pk__in=numbers)).order_by("pk")
    return make_rows(lists.load_requests(rows.select_related("owner")), timezone.now())
