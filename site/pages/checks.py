"""House rules that can be checked are checked here, each time a command starts."""

from django.apps import apps
from django.core.checks import Error, Tags, register
from wagtail.models import Page

from .models import BasePage

OURS = (
    "infra", "media", "clinic", "content", "pages", "seo", "review", "edge", "staff", "desk", "sample",
    "home", "blog", "clinic_forms",
)  # fmt: skip


def page_types() -> list[type[Page]]:
    """Return every page type of ours that can be created."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Page) and model._meta.app_label in OURS and not model._meta.abstract
    ]


@register(Tags.models)
def check_page_types(app_configs, **kwargs) -> list[Error]:
    """Every page type grows from BasePage and says in plain words what it is and where it may live."""
    errors = []
    for model in page_types():
        if not issubclass(model, BasePage):
            errors.append(
                Error(
                    f"{model.__name__} does not grow from BasePage.",
                    obj=model,
                    id="clinic.E001",
                )
            )
        if not getattr(model, "page_description", ""):
            errors.append(
                Error(f"{model.__name__} has no page_description.", obj=model, id="clinic.E002")
            )
        for name in ("parent_page_types", "subpage_types", "template"):
            if name not in vars(model):
                errors.append(
                    Error(f"{model.__name__} does not set {name}.", obj=model, id="clinic.E003")
                )
    return errors
