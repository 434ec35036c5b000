"""What Wagtail's widgets start in the browser, said as an element and not as a script inside the page.

Wagtail 7.4 writes a script beside each chooser and each date. With those the policy of the admin would have to let every
script inside a page run, an injected one too. The element names one of a fixed list of things to start
(`static/admin/start.js`), and the browser calls it at the same moment.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def write_start(what: str, id_: str, options: dict[str, Any]) -> SafeString:
    """Return the element that starts `what` of `static/admin/start.js` for the field `id_`."""
    return format_html(
        '<admin-start data-what="{}" data-for="{}" data-options="{}"></admin-start>',
        what,
        id_,
        json.dumps(options),
    )


def _render_chooser(
    self: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
) -> SafeString:
    """Return a chooser's HTML and what starts it. Raises TypeError without an id, as Wagtail's own does."""
    if not attrs or "id" not in attrs:
        raise TypeError("A chooser cannot be rendered without an 'id' attribute")
    try:
        value_data = self.get_value_data(value)
    except (TypeError, ValueError):
        value_data = None  # no number at all: the field's own error says so beside an empty chooser
    options = self.get_js_init_options(attrs["id"], name, value_data)
    return format_html(
        "{}{}",
        self.render_html(name, value_data, attrs),
        write_start(self.js_constructor, attrs["id"], options),
    )


def replace_inline_scripts() -> None:
    """Have Wagtail's choosers and dates write elements; its panels do in our templates."""
    BaseChooser.render = _render_chooser
    AdminTaskChooser.js_constructor = "createTaskChooser"
    AdminDateInput.template_name = "infra/starts/date.html"
    AdminDateTimeInput.template_name = "infra/starts/datetime.html"
