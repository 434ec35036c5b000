"""The models of the blog."""

from .category import BlogCategory
from .index import BlogIndexPage
from .post import BlogPostPage, PostTag

__all__ = ["BlogCategory", "BlogIndexPage", "BlogPostPage", "PostTag"]
