"""Addresses for search engines."""

urlpatterns: list = []
