"""Where the staff room hooks itself into Wagtail and Django: refusals, and roles after each migration."""

from django.db.models.signals import post_migrate
from wagtail.admin import auth

from staff.roles import complete_roles
from staff.screens.refusal import permission_denied

# Every refusal of the admin goes through this one function, and it takes no other sentence.
auth.permission_denied = permission_denied
post_migrate.connect(complete_roles, dispatch_uid="staff.complete_roles")
