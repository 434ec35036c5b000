"""Addresses of the edge: health, and what browsers ask for at fixed places."""

from django.urls import path

from edge import views

urlpatterns = [
    path("healthz", views.answer_healthz, name="healthz"),
    path("readyz", views.answer_readyz, name="readyz"),
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
