from django.apps import AppConfig


class HomeConfig(AppConfig):
    """What a visitor reads: home, services, about, standing pages, search; and the sample site."""

    name = "home"
