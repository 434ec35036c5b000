"""The pages of the site that are no posts and no forms."""

from .clear_count import ClearCount
from .home_page import HomePage
from .search import SearchWord, UnansweredSearch
from .services import ServiceIndexPage, ServicePage
from .standard import AboutPage, StandardPage

__all__ = [
    "AboutPage",
    "ClearCount",
    "HomePage",
    "SearchWord",
    "ServiceIndexPage",
    "ServicePage",
    "StandardPage",
    "UnansweredSearch",
]
