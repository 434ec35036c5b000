"""The two abstract pages that all page types grow from."""

from .base_page import BasePage
from .body_page import INVITATIONS, BodyPage

__all__ = ["INVITATIONS", "BasePage", "BodyPage"]
