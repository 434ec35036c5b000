"""Where the blog meets Wagtail's admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .viewsets import BlogCategoryViewSet, PostListing, PostPages

register_snippet(BlogCategoryViewSet)


@hooks.register("register_admin_viewset")
def post_listings() -> list:
    """Put 'Posts' into the menu, and its columns into the explorer."""
    return [PostListing("posts"), PostPages()]
