"""Signing in: allauth's addresses. Sign-up is closed; the e-mail is set in the admin's account page."""

from django.urls import include, path
from django.views.generic import RedirectView

from infra.addresses.staff_paths import ADMIN, LOGIN

urlpatterns = [
    path("signup/", RedirectView.as_view(url=LOGIN)),
    path("email/", RedirectView.as_view(url=f"{ADMIN}account/")),
    path("", include("allauth.urls")),
]
