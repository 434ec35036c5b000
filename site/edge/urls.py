"""Addresses of the edge: health, and what browsers ask for at fixed places."""

from django.urls import path

from clinic.look.stylesheet import PREFIX
from edge import policies, views
from edge.monitoring import metrics
from edge.well_known import views as well_known
from edge.well_known import violations

urlpatterns = [
    path("healthz", views.answer_healthz, name="healthz"),
    path("readyz", views.answer_readyz, name="readyz"),
    path("metrics", metrics.show_metrics, name="metrics"),
    path(".well-known/security.txt", well_known.security_txt, name="security_txt"),
    path(".well-known/change-password", well_known.change_password, name="change_password"),
    path(".well-known/gpc.json", well_known.show_gpc, name="gpc"),
    path(policies.VIOLATIONS.lstrip("/"), violations.take_report, name="violations"),
    path(f"{PREFIX.lstrip('/')}<slug:name>.<slug:digest>.css", views.serve_look, name="look"),
    path(
        "favicon.ico",
        views.serve_icon,
        {"name": "favicon.ico", "content_type": "image/x-icon"},
    ),
    path(
        "apple-touch-icon.png",
        views.serve_icon,
        {"name": "apple-touch-icon.png", "content_type": "image/png"},
    ),
    path(
        "apple-touch-icon-precomposed.png",
        views.serve_icon,
        {"name": "apple-touch-icon.png", "content_type": "image/png"},
    ),
]
