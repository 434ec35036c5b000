"""Addresses of the home room that are no pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("search/", views.show_results, name="search"),
    path("search/suggest/", views.answer_suggestions, name="search-suggest"),
]
