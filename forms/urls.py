"""Addresses of the forms room that are no pages."""

urlpatterns: list = []
