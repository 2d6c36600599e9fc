"""How a command fails: a plain sentence, an exit status, and the traceback in a file."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path

from regulars.config.env import Environment
from regulars.config.homes import prepare_folder, prepare_home
from regulars.config.words import _
from regulars.core.command_line import Refusal, answer, say
from regulars.core.logs import LineFormatter

FAILED, INTERRUPTED = 1, 130
DISK_FULL = {"53100"}
OUT_OF_REACH = {"", "08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03"}
LARGEST_LOG, LOGS_KEPT = 1_000_000, 3


@dataclass
class Outcome:
    status: int = 0


@contextmanager
def explained(*, wants_json: bool) -> Iterator[Outcome]:
    outcome = Outcome()
    try:
        yield outcome
    except KeyboardInterrupt:
        say(_("Stopped."))
        outcome.status = INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
        outcome.status = FAILED
    except Exception as problem:
        outcome.status = FAILED
        tell(sentence_for(problem), wants_json=wants_json)


def tell(sentence: str, *, wants_json: bool) -> None:
    say(sentence)
    if wants_json:
        answer({"error": sentence})


def sentence_for(problem: Exception) -> str:
    if isinstance(problem, Refusal):
        return str(problem)
    state = sqlstate_of(problem)
    if state in DISK_FULL:
        return _("The database's disk is full; nothing was changed. Make room and try again.")
    if state in OUT_OF_REACH:
        return _("The database does not answer ({reason}); “regulars doctor” says more.").format(
            reason=str(problem).strip().splitlines()[0]
        )
    if isinstance(problem, OSError) and problem.strerror:
        return _("{reason}: {path}").format(reason=problem.strerror, path=problem.filename or "?")
    return _("Something unexpected happened ({kind}). The details are in {log}.").format(
        kind=type(problem).__name__, log=keep_traceback(problem)
    )


def sqlstate_of(problem: Exception) -> str | None:
    """Of Django's error or psycopg's own; "" where there was no server to give one. Neither need be loaded."""
    for each in (problem, problem.__cause__):
        if type(each).__module__.startswith("psycopg"):
            unreachable = type(each).__name__ in ("OperationalError", "ConnectionTimeout")
            return getattr(each, "sqlstate", None) or ("" if unreachable else None)
    return None


def keep_traceback(problem: Exception) -> Path | str:
    with suppress(Exception):
        home = Environment.read().home
        prepare_home(home)
        log = home / "logs" / "regulars.log"
        prepare_folder(log.parent)
        write_traceback(log, problem)
        return log
    return _("no file, because none could be written")


def write_traceback(log: Path, problem: Exception) -> None:
    handler = RotatingFileHandler(log, maxBytes=LARGEST_LOG, backupCount=LOGS_KEPT, encoding="utf-8")
    log.chmod(0o600)
    handler.setFormatter(LineFormatter())
    record = logging.LogRecord(
        "regulars",
        logging.ERROR,
        "",
        0,
        " ".join(sys.argv[1:2]),
        None,
        (type(problem), problem, problem.__traceback__),
    )
    handler.emit(record)
    handler.close()
