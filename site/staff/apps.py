from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


class StaffConfig(AppConfig):
    """Roles, second factor, audit, the admin's face, the editor guide."""

    name = "staff"
    default = True  # the other one below stands for Wagtail's own app

    def ready(self) -> None:
        from wagtail.admin import auth

        from . import account_mail, cleaning, refusal, signals  # noqa: F401
        from .roles import complete_roles

        # Every refusal of the admin goes through this one function, and it takes no other sentence.
        auth.permission_denied = refusal.permission_denied
        post_migrate.connect(complete_roles, dispatch_uid="staff.complete_roles")


class ClinicUsersConfig(WagtailUsersAppConfig):
    """Wagtail's accounts, with forms that can't make a superuser or open requests to oneself."""

    user_viewset = "staff.users.ClinicUserViewSet"
