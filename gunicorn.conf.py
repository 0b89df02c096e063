"""The web server of every installation: `gunicorn` in the project's folder needs no arguments.

Threads, because a page waits for the database more than it computes; one process for the embedded site, more by
WEB_CONCURRENCY where there are cores for them.
"""

import gc
import os
from typing import Any

pythonpath = "site"
wsgi_app = "config.wsgi:application"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 20
keepalive = 5
# A worker that has answered this many requests is replaced: a slow leak never becomes an outage.
max_requests = int(os.environ.get("WEB_MAX_REQUESTS", "20000"))
max_requests_jitter = 2000
# Requests are logged by the site itself, as structured lines with the request's id and without tokens.
accesslog = None
errorlog = "-"
loglevel = "warning"
# The control socket would be opened in the home directory, which a service account need not have.
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """What stands when a process begins stands until it ends: nobody looks through it for garbage, between two lines of
    somebody's request. A request leaves more behind than Python's 700 objects, nearly all of which go by themselves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)
