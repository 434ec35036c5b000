"""What the apps above share of the database: the content version and the worker's heartbeats."""

from infra.models.content_version import ContentVersion
from infra.models.heartbeat import Heartbeat

__all__ = ["ContentVersion", "Heartbeat"]
