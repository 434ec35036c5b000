"""What an error report and a line of the log may say: where it broke, and nothing of anybody.

An exception's own message is left out as well. It often quotes what was typed ('could not
convert string', 'Key (email)=(…) already exists'), and a report travels by mail.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Iterator
from copy import copy
from types import TracebackType
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.html import escape
from django.utils.log import AdminEmailHandler
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from edge.log_filter import name_route

_Info = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


class NothingPersonalFilter(SafeExceptionReporterFilter):
    """Leaves posted data, cookies and local variables out of every error report."""

    def get_post_parameters(self, request: Any) -> dict:
        """Nothing that a visitor typed; on a developer's own screen everything."""
        return super().get_post_parameters(request) if settings.DEBUG else {}

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> Any:
        """No local variable; on a developer's own screen all."""
        return super().get_traceback_frame_variables(request, tb_frame) if settings.DEBUG else []


class QuietReporter(ExceptionReporter):
    """Writes error mails: the time, the route that was asked for, and where the code broke."""

    def get_traceback_text(self) -> SafeString:
        """Return the report as plain text: safe in a mail, escaped where it becomes HTML."""
        lines = [f"Time: {timezone.now():%Y-%m-%d %H:%M:%S %Z}"]
        if self.request is not None:
            lines.append(f"Asked for: {name_route(self.request)}")
        if self.exc_type is None:
            # A plain ERROR line of the log; its text is above this report.
            return SafeString("\n".join(lines))
        story = _list_traceback_lines((self.exc_type, self.exc_value, self.tb))
        return SafeString("\n".join([*lines, "", *story]))

    def get_traceback_html(self) -> SafeString:
        """Return the developer's page while DEBUG is on; otherwise the same text as by mail."""
        if settings.DEBUG and not self.is_email:
            return super().get_traceback_html()
        return mark_safe(f"<pre>{escape(str(self.get_traceback_text()))}</pre>")


class MailHandler(AdminEmailHandler):
    """Mails reports beside the request, never inside it: a slow mail server keeps no visitor waiting.

    At most four are on their way at once; more of the same say nothing new, and the log has them.
    """

    _on_their_way = threading.BoundedSemaphore(4)

    def send_mail(self, subject: Any, message: Any, *args: Any, **kwargs: Any) -> None:
        """Hand the report to a thread."""
        if self._on_their_way.acquire(blocking=False):
            threading.Thread(
                target=self._send_report, args=(subject, message, *args), kwargs=kwargs, daemon=True
            ).start()

    def _send_report(self, subject: Any, message: Any, *args: Any, **kwargs: Any) -> None:
        try:
            super().send_mail(subject, message, *args, **kwargs)
        finally:
            self._on_their_way.release()


class QuietFormatter(logging.Formatter):
    """Writes an exception to the log as where it broke and of what kind, without its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text; another handler may have left its own traceback in it."""
        record = copy(record)
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: _Info) -> str:
        """Return the traceback without what the exception says."""
        return "\n".join(_list_traceback_lines(ei))


def _list_traceback_lines(info: _Info) -> Iterator[str]:
    """Yield the lines of a traceback, the causes first, without any exception's message."""
    _kind, error, trace = info
    chain: list[tuple[BaseException | None, TracebackType | None]] = [(error, trace)]
    seen: set[int] = {id(error)}
    while error is not None:
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is None or id(error) in seen:
            break
        seen.add(id(error))
        chain.append((error, error.__traceback__))
    for number, (found, found_trace) in enumerate(reversed(chain)):
        if number:
            yield "While this was dealt with:"
        for frame in traceback.extract_tb(found_trace):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}: {frame.line or ''}".rstrip()
        name = type(found).__qualname__ if found is not None else "no exception"
        yield f"{type(found).__module__}.{name}" if found is not None else name
