"""A connection to PostgreSQL that is given up when the server stays silent. Only a live site has psycopg."""

from __future__ import annotations

from typing import Any

from psycopg import Connection, OperationalError
from psycopg.pq import ConnStatus

from infra.resilience.database_patience import ALIVE, current_limit, wait_at_most


class DatabaseSilent(OperationalError):
    """The server took a statement and did not answer in time. Its connection is closed."""


class PatientConnection(Connection[Any]):
    """A connection that is given up when the server stays silent."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Return what the statement gives. Raises DatabaseSilent when the server does not answer in time."""
        limit = current_limit()
        if timeout is not None or limit is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, limit)
        except OperationalError as error:
            if error.sqlstate is not None or self.pgconn.status != ConnStatus.OK:
                raise  # the server said so, or the connection broke
            # Whatever it answers later would belong to a statement that nobody waits for.
            self.pgconn.finish()
            raise DatabaseSilent("The database did not answer in time.") from error

    def execute(self, query: Any, *args: Any, **options: Any) -> Any:
        """Run a statement. The empty one is the pool's question whether the connection lives; it has a short limit."""
        if query == "":
            with wait_at_most(ALIVE):
                return super().execute(query, *args, **options)
        return super().execute(query, *args, **options)
