"""What the rooms above share of the database: the content version and the worker's heartbeats."""

from .content_version import ContentVersion
from .heartbeat import Heartbeat

__all__ = ["ContentVersion", "Heartbeat"]
