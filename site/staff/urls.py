"""Signing in: allauth's addresses. Sign-up is closed; the e-mail stands in the admin's account page."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("signup/", RedirectView.as_view(url="/accounts/login/")),
    path("email/", RedirectView.as_view(url="/admin/account/")),
    path("", include("allauth.urls")),
]
