"""What this room hears of: somebody deletes something that is no page."""

from django.db.models.signals import pre_delete

from .thing_bin import keep_deleted

pre_delete.connect(keep_deleted, dispatch_uid="desk-keep-deleted")
