"""Where the staff app meets Wagtail's admin: looks, menus, dashboard, audit, guide."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from staff import access, audit
from staff.guide import views as guide
from staff.screens import dashboard, menus, views
from staff.screens.audit_report import AuditReport, send_audit_lines

emergency_urls = (
    [
        path("", views.break_glass, name="open"),
        path("close/", views.close_glass, name="close"),
    ],
    "emergency",
)
guide_urls = (
    [
        path("", guide.show_guide, name="index"),
        path("parts/", guide.show_parts, name="parts"),
    ],
    "guide",
)
idle_urls = (
    [
        path("stay/", views.stay_signed_in, name="stay"),
        path("left/", views.answer_seconds_left, name="left"),
    ],
    "idle",
)


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Return the app's own screens."""
    return [
        path("emergency/", include(emergency_urls)),
        path("guide/", include(guide_urls)),
        path("idle/", include(idle_urls)),
        path("reports/audit/lines/", send_audit_lines, name="staff_audit_lines"),
        path("reports/audit/", AuditReport.as_view(), name="staff_audit"),
        path(
            "reports/audit/results/",
            AuditReport.as_view(results_only=True),
            name="staff_audit_results",
        ),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Make the audit's actions known to Wagtail's log."""
    for action, (label, message) in audit.ACTIONS.items():
        actions.register_action(action)(audit.make_formatter(label, message))


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """The clinic's colours and letters."""
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">',
        static("admin/fonts.css"),
        static("admin/clinic.css"),
    )


@hooks.register("insert_global_admin_js")
def admin_js() -> SafeString:
    """What starts Wagtail's widgets, before the page has any; the warning before the log-off, the counts in the menu."""
    return format_html(
        '<script src="{}"></script>'
        '<script src="{}" defer data-staff data-idle-minutes="{}" data-stay-url="{}" '
        'data-left-url="{}" data-login-url="{}" data-warning="{}" data-stay="{}"></script>',
        static("admin/start.js"),
        static("admin/staff.js"),
        settings.STAFF_IDLE_MINUTES,
        reverse("idle:stay"),
        reverse("idle:left"),
        reverse("account_login"),
        _("You will be signed out in two minutes, because nobody has clicked for a while."),
        _("Stay signed in"),
    )


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list) -> None:
    """Put the clinic's own panels on the dashboard."""
    panels += [
        dashboard.Shortcuts(),
        dashboard.Emergencies(),
        dashboard.WaitingRoles(),
        dashboard.WorkerPanel(),
    ]


@hooks.register("construct_homepage_summary_items")
def homepage_summary(request: HttpRequest, items: list) -> None:
    """Leave out the counts of pages, images and documents: nobody acts on them."""
    items.clear()


@hooks.register("construct_main_menu", order=900)
def main_menu(request: HttpRequest, items: list) -> None:
    """Leave out what confuses, and put the rest into an order that fits the role."""
    menus.arrange_menu(request.user, items)


@hooks.register("construct_settings_menu", order=900)
def settings_menu(request: HttpRequest, items: list) -> None:
    """Words that people know."""
    menus.arrange_settings(items)


@hooks.register("construct_reports_menu")
def reports_menu(request: HttpRequest, items: list) -> None:
    """Only the reports that somebody can act on."""
    menus.arrange_reports(request.user, items)


@hooks.register("construct_help_menu")
def help_menu(request: HttpRequest, items: list) -> None:
    """Our own guide in place of links that lead out of the house."""
    menus.arrange_help(items)


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    """The guide, under 'Help'."""
    return MenuItem(
        _("Editor guide"), reverse("guide:index"), name="guide", icon_name="help", order=100
    )


class AuditMenuItem(MenuItem):
    """'Audit' under 'Reports', for those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may read the log."""
        return access.may(request.user, access.AUDIT)


@hooks.register("register_reports_menu_item")
def audit_menu_item() -> MenuItem:
    """Add the audit report to the menu."""
    return AuditMenuItem(
        _("Audit"), reverse("staff_audit"), name="audit", icon_name="history", order=650
    )


class EmergencyMenuItem(MenuItem):
    """'Emergency access' for administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may break the glass."""
        return access.BREAK_GLASS in access.by_role(request.user)


@hooks.register("register_settings_menu_item")
def emergency_menu_item() -> MenuItem:
    """The way to requests in an emergency."""
    return EmergencyMenuItem(
        _("Emergency access"),
        reverse("emergency:open"),
        name="emergency",
        icon_name="warning",
        order=1400,
    )
