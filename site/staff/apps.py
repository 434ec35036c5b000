from wagtail.users.apps import WagtailUsersAppConfig

from infra.apps import SiteAppConfig


class StaffConfig(SiteAppConfig):
    """Roles, second factor, audit, the admin's face, the editor guide."""

    name = "staff"
    default = True  # the other one below replaces Wagtail's own app
    loads = (
        "checks",
        "sign_in.account_mail",
        "sign_in.cleaning",
        "signals",
        "people.guards",
        "people.clinicians",
        "people.hooks",
        "registration",
        "screens.wagtails_words",
        "screens.wagtails_clock",
        "screens.wagtails_filters",
    )


class ClinicUsersConfig(WagtailUsersAppConfig):
    """Wagtail's accounts, with forms that invite instead of making up passwords, and open requests to nobody."""

    user_viewset = "staff.people.accounts.ClinicUserViewSet"
    group_viewset = "staff.people.accounts.ClinicGroupViewSet"
