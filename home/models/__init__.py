"""The pages of the site that are no posts and no forms."""

from .home_page import HomePage
from .search import SearchWord, UnansweredSearch
from .services import ServiceIndexPage, ServicePage
from .standard import AboutPage, StandardPage

__all__ = [
    "AboutPage",
    "HomePage",
    "SearchWord",
    "ServiceIndexPage",
    "ServicePage",
    "StandardPage",
    "UnansweredSearch",
]
