"""Signing in: allauth's addresses, without sign-up."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
