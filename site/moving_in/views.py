"""The screens of an import: begin, watch, read the report, go on, take back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from infra import jobs

from .export.errors import ExportError
from .export.opening import digest_of
from .folder import clear_folder, store_upload, work_folder
from .models import ImportRun
from .report import more_of, sections_of, sums_of
from .upload_form import INBOX, UploadForm

State, Phase = ImportRun.State, ImportRun.Phase
LINES_SHOWN = 60


def _require_permission(request: HttpRequest) -> None:
    if not request.user.has_perm("moving_in.add_importrun"):
        raise PermissionDenied


def show_index(request: HttpRequest) -> HttpResponse:
    """Show the imports so far, and the form for the next one."""
    _require_permission(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        run = _begin_run(request.user, form.cleaned_data)
        return redirect("moving_in:run", run.pk)
    return render(
        request,
        "admin/moving_in/index.html",
        {
            "form": form,
            "runs": ImportRun.objects.select_related("started_by")[:30],
            "page_title": _("Bring in a WordPress site"),
            "header_icon": "download",
            "largest_mb": settings.MOVING_IN_UPLOAD_MB,
            "inbox": Path(settings.MOVING_IN_ROOT) / INBOX,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _begin_run(user: Any, chosen: dict[str, Any]) -> ImportRun:
    """Keep the files in our own folder and let the worker look at them first."""
    upload, media = chosen.get("export"), chosen.get("pictures")
    name = upload.name if upload else chosen["on_server"]
    run = ImportRun.objects.create(
        started_by=user, file_name=Path(name).name[:200], owns_file=True, dry_run=True,
        use_network=chosen["network"], state=State.STOPPED,
    )  # fmt: skip
    suffix = Path(name).suffix.lower()
    if upload:
        path = store_upload(run, f"export{suffix}", upload.chunks())
    else:
        path = work_folder(run) / f"export{suffix}"
        shutil.move(Path(settings.MOVING_IN_ROOT) / INBOX / Path(name).name, path)
    run.path, run.digest = str(path), digest_of(path)
    if media:
        run.media_path = str(store_upload(run, "media.zip", media.chunks()))
    run.state = State.WAITING
    run.save()
    log(instance=run, action="moving_in.begin", user=user)
    return run


@require_GET
def show_run(request: HttpRequest, number: int) -> HttpResponse:
    """Show how far an import is, and its report."""
    _require_permission(request)
    run = get_object_or_404(ImportRun, pk=number)
    ended = not run.is_active
    return render(
        request,
        "admin/moving_in/run.html",
        {
            "run": run,
            "sums": sums_of(run),
            "more": more_of(run),
            "sections": sections_of(run, LINES_SHOWN) if ended else [],
            "worker_late": run.is_active and jobs.worker_status().late,
            "page_title": _("Import %(number)s") % {"number": run.pk},
            "header_icon": "download",
            "may_begin": run.dry_run
            and run.state == State.DONE
            and bool(run.path)
            and Path(run.path).exists(),
            "may_go_on": run.state == State.STOPPED and run.owns_file and bool(run.path),
            "may_undo": not run.dry_run and run.state in (State.DONE, State.STOPPED, State.FAILED),
        },
    )


@require_GET
def tell_progress(request: HttpRequest, number: int) -> JsonResponse:
    """Answer how far an import is, for the screen that waits."""
    _require_permission(request)
    run = get_object_or_404(ImportRun, pk=number)
    return JsonResponse(
        {
            "active": run.is_active,
            "percent": run.percent,
            "text": _("%(phase)s: %(done)s of %(total)s")
            % {
                "phase": run.get_phase_display(),
                "done": f"{run.done:,}",
                "total": f"{run.total:,}",
            },
        }
    )


@require_POST
def act_on_run(request: HttpRequest, number: int) -> HttpResponse:
    """Do what a button of the screen says."""
    _require_permission(request)
    run = get_object_or_404(ImportRun, pk=number)
    actions = {
        "begin": _bring_in,
        "stop": _stop_run,
        "go_on": _go_on,
        "undo": _undo_run,
        "forget": _forget_run,
    }
    chosen = actions.get(request.POST.get("do", ""))
    if chosen is None:
        return redirect("moving_in:run", run.pk)
    # Before it is done: what is thrown away can't be named afterwards.
    log(instance=run, action=f"moving_in.{request.POST['do']}", user=request.user)
    try:
        told = chosen(run)
    except ExportError as error:
        messages.error(request, str(error))
        return redirect("moving_in:run", run.pk)
    messages.success(request, told)
    return (
        redirect("moving_in:index") if chosen is _forget_run else redirect("moving_in:run", run.pk)
    )


def _bring_in(run: ImportRun) -> str:
    """Let the worker do in earnest what it looked at."""
    if not (run.dry_run and run.state == State.DONE and run.path and Path(run.path).exists()):
        raise ExportError(_("The file is not here any more. Upload it again."))
    run.notes.all().delete()
    run.dry_run, run.state, run.phase = False, State.WAITING, Phase.READING
    run.offset, run.done, run.counts, run.trouble, run.finished_at = 0, 0, {}, "", None
    run.save()
    return _("It begins. You may leave this page; the import goes on.")


def _stop_run(run: ImportRun) -> str:
    ImportRun.objects.filter(pk=run.pk, state=State.WAITING).update(state=State.STOPPED)
    ImportRun.objects.filter(pk=run.pk, state=State.RUNNING).update(stop_asked=True)
    return _("It stops after the page it is at. What is done stays.")


def _go_on(run: ImportRun) -> str:
    if not (run.state == State.STOPPED and run.owns_file and run.path):
        raise ExportError(
            _(
                "This import can't go on. Upload the file again: what came in already is not doubled."
            )
        )
    ImportRun.objects.filter(pk=run.pk).update(state=State.WAITING, stop_asked=False, trouble="")
    return _("It goes on where it was stopped.")


def _undo_run(run: ImportRun) -> str:
    if run.dry_run or run.state not in (State.DONE, State.STOPPED, State.FAILED):
        raise ExportError(_("There is nothing to take back now."))
    ImportRun.objects.filter(pk=run.pk).update(state=State.UNDOING)
    return _("It is taken back: everything that nobody has changed or published since.")


def _forget_run(run: ImportRun) -> str:
    """Delete the file of an import that nobody wants to go on with."""
    if not run.dry_run or run.is_active:
        raise ExportError(_("Only an import that looked and ended can be thrown away."))
    clear_folder(run)
    run.delete()
    return _("The file is deleted. Nothing was brought in.")
