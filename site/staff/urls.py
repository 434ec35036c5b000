"""Signing in: allauth's addresses. Sign-up is closed; the e-mail is set in the admin's account page."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from infra.addresses.staff_paths import ADMIN, LOGIN

urlpatterns = [
    path("signup/", RedirectView.as_view(url=LOGIN)),
    path("email/", RedirectView.as_view(url=f"{ADMIN}account/")),
    path("", include("allauth.urls")),
]
if settings.OIDC_SERVER:
    # Linking is done by the adapter at sign-in; nobody adds a second way in by hand.
    to_account = RedirectView.as_view(url=f"{ADMIN}account/")
    urlpatterns = [
        path("3rdparty/", to_account),
        path("3rdparty/signup/", to_account),
        path("social/connections/", to_account),
        path("social/signup/", to_account),
        *urlpatterns,
    ]
