"""The pages of the site that are no posts and no forms."""

from .clear_count import ClearCount
from .home_page import HomePage
from .services import ServiceIndexPage, ServicePage
from .standard import AboutPage, StandardPage

__all__ = ["AboutPage", "ClearCount", "HomePage", "ServiceIndexPage", "ServicePage", "StandardPage"]
