"""Addresses of the home app that are no pages."""

from django.urls import path

from . import views, was_this_clear
from .people_pages import page as person_page

urlpatterns = [
    path("search/", views.show_results, name="search"),
    path("search/suggest/", views.answer_suggestions, name="search-suggest"),
    path("people/<slug:slug>/", person_page.show_person, name="person"),
    path("was-this-clear/", was_this_clear.count_answer, name="clear-answer"),
]
