"""The child's life: give up rights, look at the file on standard input, answer in frames."""

import codecs
import contextlib
import json
import os
import resource
import sys
import traceback
from typing import Any, BinaryIO

from . import limits
from .encoding import KNOWN
from .inspecting import inspect, size_of
from .refusing import Refused
from .sniffing import kind_of
from .streaming import stream

_NOBODY = 65_534
_BEHIND_PAGES = 10
_OUT_OF_MEMORY = b'{"refused":"needs_too_much_memory","where":{}}'


def run(request: str) -> None:
    """Answer one request; whatever goes wrong becomes the last frame."""
    wanted = json.loads(request)
    _load_codecs()
    _confine(wanted["cpu_seconds"])
    out = os.fdopen(1, "wb", buffering=0)
    try:
        _answer(out, wanted)
    except Refused as refusal:
        _send(out, {"refused": refusal.code, "where": refusal.where})
    except MemoryError:
        _frame(out, _OUT_OF_MEMORY)
    except BrokenPipeError:
        pass
    except Exception as error:
        _send(out, {"refused": "crashed", "where": {}, "detail": _place_of(error)})


def _answer(out: BinaryIO, wanted: dict[str, Any]) -> None:
    file = os.fdopen(0, "rb")
    size = size_of(file)
    if size > limits.FILE_BYTES:
        raise Refused("too_large", limit=limits.FILE_BYTES // limits.MEBIBYTE)
    kind = kind_of(file, size)
    if wanted["do"] == "inspect":
        _send(out, {"report": inspect(file, size, kind, wanted)})
    else:
        for batch in stream(file, size, kind, wanted):
            _send(out, batch)
    _send(out, {"end": True})


def _send(out: BinaryIO, message: dict[str, Any]) -> None:
    _frame(out, json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode())


def _frame(out: BinaryIO, content: bytes) -> None:
    rest = memoryview(len(content).to_bytes(4, "big") + content)
    while rest:
        rest = rest[out.write(rest) :]


def _load_codecs() -> None:
    """Modules that decoding would import later, when no file may be opened any more."""
    for name in (*KNOWN, "utf-8-sig", "cp437", "unicode_escape"):
        codecs.lookup(name)


def _confine(cpu_seconds: int) -> None:
    """Less memory, time and rights than any bug could use well; pages come first."""
    os.nice(_BEHIND_PAGES)
    for kind, most in (
        (resource.RLIMIT_AS, limits.CHILD_MEMORY_BYTES),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, limits.CHILD_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    if os.geteuid() == 0:
        _become_nobody()
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _become_nobody() -> None:
    # A container may keep root from changing its user; the limits above hold all the same.
    with contextlib.suppress(OSError):
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)


def _place_of(error: Exception) -> str:
    """Where our own code broke, without a word of what the file says."""
    last = traceback.extract_tb(sys.exc_info()[2])[-1]
    return f"{type(error).__name__} in {last.name}, line {last.lineno}"
