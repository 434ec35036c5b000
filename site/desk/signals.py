"""Signal handlers: what somebody deletes, and is no page, goes into the bin first."""

from django.db.models.signals import pre_delete

from .thing_bin import keep_deleted

pre_delete.connect(keep_deleted, dispatch_uid="desk-keep-deleted")
