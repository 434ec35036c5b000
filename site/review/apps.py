from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Clinical review: the check of claims, who stands for a page, what was approved, what is due."""

    name = "review"

    def ready(self) -> None:
        from core.page_form import register_page_check
        from core.panels import register_editor_part

        from . import checks, signals  # noqa: F401
        from .gate import check_form
        from .panels import before_you_publish

        register_page_check(check_form)
        register_editor_part(before_you_publish)
