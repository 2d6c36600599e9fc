"""`regulars serve`: the web pages, the worker and the schedule in one command."""

import argparse
import errno
import gc
import importlib
import os
import socket
import time
from typing import Any

from regulars.config import database
from regulars.config.children import Child
from regulars.config.env import Environment, open_doors
from regulars.config.with_django import with_django
from regulars.config.words import _
from regulars.core.command_line import Command, Refusal, say

LOOK_EVERY = 0.5
LOOK_AT_DATABASE_EVERY = 5.0
JOBS_AT_ONCE = 2
LOOK_FOR_JOBS_EVERY = 2.0  # a new job is announced; one that waited until another like it ended is not
GARBAGE_LOOKED_FOR_EVERY = 20_000  # objects; a page makes some thousands, and hardly any in circles
GRACE = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bind", metavar="HOST:PORT", help=_("where to listen (otherwise REGULARS_BIND)"))


def run(arguments: argparse.Namespace) -> int:
    if arguments.bind:
        os.environ["REGULARS_BIND"] = arguments.bind
        os.environ.setdefault("REGULARS_URL", f"http://{arguments.bind}")
    environment = Environment.read()
    refuse_taken_address(environment.bind)
    for sentence in open_doors(environment):
        say(_("Warning: {sentence}").format(sentence=sentence))
    with with_django("app"):
        serve(environment)
    return 0


def serve(environment: Environment, *, greeting: str = "") -> None:
    """Within with_django("app"); returns never, but unwinds when the process is asked to end."""
    publish_static_files()
    application = load_application()
    reading, writing = os.pipe()
    children = [
        Child(_("web server"), lambda: web(application, environment, writing)),
        Child(_("worker"), work),
    ]
    try:
        for child in children:
            child.start()
        wait_until_ready(children[0], reading)
        say(greeting or _("Regulars is ready: {url}").format(url=environment.url))
        look_after(children)
    finally:
        for child in children:
            child.stop()
        say(_("Regulars has stopped."))


def refuse_taken_address(bind: str) -> None:
    host, _colon, port = bind.rpartition(":")
    if bind.startswith("unix:"):
        return
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise Refusal(
                    _("Another program listens on {bind} already; end it, or use --bind.").format(bind=bind)
                ) from problem
            raise Refusal(
                _("This machine cannot listen on {bind} ({reason}); use --bind.").format(
                    bind=bind, reason=problem.strerror
                )
            ) from problem


def publish_static_files() -> None:
    """In a child of its own, so that the memory compression takes is given back."""
    from regulars.config.static_files import collect

    child = Child("static files", collect)
    child.start()
    if os.waitpid(child.pid, 0)[1]:
        raise Refusal(_("The styles and scripts could not be collected; the message above says why."))


def load_application() -> Any:
    """Everything the children need, loaded once and shared by them."""
    from django.conf import settings
    from django.db import connections

    application = importlib.import_module("regulars.config.wsgi").application
    importlib.import_module(settings.ROOT_URLCONF)
    connections.close_all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_LOOKED_FOR_EVERY)
    return application


def web(application: Any, environment: Environment, writing: int) -> None:
    from regulars.config.web import serve_web

    serve_web(application, environment, when_ready=lambda: announce(writing))


def announce(writing: int) -> None:
    os.write(writing, b"!")


def work() -> None:
    """Jobs and the schedule."""
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        worker.run_worker(
            concurrency=JOBS_AT_ONCE,
            fetch_job_polling_interval=LOOK_FOR_JOBS_EVERY,
            shutdown_graceful_timeout=GRACE,
        )


def wait_until_ready(child: Child, reading: int) -> None:
    os.set_blocking(reading, False)
    while True:
        try:
            if os.read(reading, 1):
                return
        except BlockingIOError:
            child.look_after()
            time.sleep(0.05)


def look_after(children: list[Child]) -> None:
    looked_at_database = time.monotonic()
    while True:
        time.sleep(LOOK_EVERY)
        if time.monotonic() - looked_at_database > LOOK_AT_DATABASE_EVERY:
            database.revive()
            looked_at_database = time.monotonic()
        for child in children:
            child.look_after()


SERVE = Command(run, add_arguments)
