from wagtail.users.apps import WagtailUsersAppConfig

from infra.apps import RoomConfig


class StaffConfig(RoomConfig):
    """Roles, second factor, audit, the admin's face, the editor guide."""

    name = "staff"
    default = True  # the other one below replaces Wagtail's own app
    loads = (
        "sign_in.account_mail",
        "sign_in.cleaning",
        "signals",
        "registration",
    )


class ClinicUsersConfig(WagtailUsersAppConfig):
    """Wagtail's accounts, with forms that can't make a superuser or open requests to oneself."""

    user_viewset = "staff.screens.users.ClinicUserViewSet"
