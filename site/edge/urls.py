"""Addresses of the edge: health, and what browsers ask for at fixed places."""

urlpatterns: list = []
