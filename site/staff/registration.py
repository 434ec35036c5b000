"""Where the staff app hooks itself into Wagtail and Django: refusals, and roles after each migration."""

from django.db.models.signals import post_migrate
from wagtail.admin import auth
from wagtail.admin.views.generic import CopyViewMixin

from staff.roles import complete_roles
from staff.screens.refusal import permission_denied

# Every refusal of the admin goes through this one function, and it takes no other sentence.
auth.permission_denied = permission_denied
# The form of a copy is sent to where new ones are made. Sent to the copy's own address, it would overwrite the
# original, past the right to change it and past everything that looks at a change.
CopyViewMixin.http_method_names = ["get", "head", "options"]
post_migrate.connect(complete_roles, dispatch_uid="staff.complete_roles")
