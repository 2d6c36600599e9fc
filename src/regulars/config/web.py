"""The web server: gunicorn with few processes and several threads each."""

import os
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from regulars.config.env import Environment
from regulars.config.patient_worker import PatientWorker

PROCESSES = 2
THREADS = 4
LONGEST_REQUEST = 60
GRACE = 20
LONGEST_ADDRESS = 8190  # the conditions of a filtered list stand in it


class Web(BaseApplication):  # type: ignore[misc]
    """gunicorn around an application that is loaded already."""

    def __init__(self, application: Any, options: dict[str, Any]) -> None:
        self._application = application
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._application


def serve_web(application: Any, environment: Environment, *, when_ready: Callable[[], None]) -> None:
    Web(application, gunicorn_options(environment, when_ready)).run()


def gunicorn_options(environment: Environment, when_ready: Callable[[], None]) -> dict[str, Any]:
    return {
        "bind": environment.bind,
        "workers": int(os.environ.get("WEB_CONCURRENCY") or PROCESSES),
        "worker_class": PatientWorker,
        "threads": THREADS,
        "limit_request_line": LONGEST_ADDRESS,
        "preload_app": True,
        "timeout": LONGEST_REQUEST,
        "graceful_timeout": GRACE,
        "forwarded_allow_ips": ",".join(environment.trusted_proxies),
        "control_socket_disable": True,
        "loglevel": "warning",
        "proc_name": "regulars",
        "when_ready": lambda _arbiter: when_ready(),
    }
