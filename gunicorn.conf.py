"""How the application server runs. Values come from the environment; see docs/operations.md."""

import os
import shutil
import tempfile

from gunicorn.glogging import Logger

pythonpath = "site,."
wsgi_app = "config.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads wait for the database and for files; more than a few only wait for one another.
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 30
keepalive = 5
# A worker is renewed now and then, so that a slow leak never becomes a full machine. Seldom: a process that
# sends kept pages answers thousands of requests in a few seconds, and each new one costs a second of start.
max_requests = 500_000
max_requests_jitter = 100_000
# nginx writes the log of visits, without addresses of people; errors go to standard error.
accesslog = None
# Whoever switches one on gets time, status, method, path, bytes and seconds: %(U)s has no query, and no
# line has an address. What people search for here is health data.
access_log_format = "%(t)s %(s)s %(m)s %(U)s %(B)s %(L)s"


class QuietLogger(Logger):
    """Leaves the address that was asked for and the visitor's own out of gunicorn's own complaints."""

    def exception(self, msg, *args, **kwargs):
        """Write where it broke, without 'Error handling request GET /search/?q=…'."""
        if str(msg).startswith("Error handling request"):
            msg, args = "Error handling a request", ()
        super().exception(msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Write that a request could not be read, without what it said and who sent it."""
        if str(msg).startswith("Invalid request from"):
            msg, args = "A request that can't be read was refused", ()
        super().warning(msg, *args, **kwargs)


logger_class = QuietLogger
# Behind nginx its own limit counts (32 KB), and gunicorn, which knows no limit above 8,190, has none: a search of
# 10,000 characters is answered. With nothing in front, a line that never ends would grow in memory.
limit_request_line = 0 if int(os.environ.get("TRUSTED_PROXIES") or 0) else 8190
# Two services under one user would share the default path of this socket. We need none.
control_socket_disable = True
# Which proxies may say that a request came by TLS: ours, on this machine.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def post_worker_init(worker):
    """Load every address and make the home page before the process takes visitors; the first one paid 0.9 s."""
    from edge.deployment.warm_up import warm_up

    warm_up(worker.wsgi)


def on_starting(server):
    """Refuse a socket without its proxy, also where the command line names it and not BIND; make room for numbers."""
    # Each process counts in a file of its own there; /metrics adds them up.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="clinic-metrics-")
    on_socket = any(isinstance(address, str) for address in server.cfg.address)
    if on_socket and int(os.environ.get("TRUSTED_PROXIES") or 0) < 1:
        raise SystemExit(
            "The site does not start on a socket without TRUSTED_PROXIES: nobody knows a visitor's address there. "
            "Set TRUSTED_PROXIES=1 behind nginx."
        )


def child_exit(server, worker):
    """Keep what a process has counted when it ends; forget what only a living one can say."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server):
    """Take the files of the numbers away."""
    shutil.rmtree(os.environ.pop("PROMETHEUS_MULTIPROC_DIR", ""), ignore_errors=True)
