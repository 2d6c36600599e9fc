"""Log lines: one event a line, nothing that could forge another line, and nothing a customer told us."""

import copy
import logging
import traceback
from textwrap import indent
from types import TracebackType
from typing import Any

from regulars.core import request_id

# What such errors say is about the program or the machine; others quote what somebody entered.
SAFE = ("AttributeError", "ImportError", "InterfaceError", "NameError", "OperationalError", "OSError", "TypeError")  # fmt: skip
LEFT_OUT = "(what it said is left out, as it may hold somebody's data)"


class LineFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        bare = copy.copy(record)
        bare.exc_info = bare.exc_text = bare.stack_info = None
        line = super().format(bare).replace("\r", "\\r").replace("\n", "\\n")
        request = request_id.current.get()
        line = f"{line} request={request}" if request else line
        # A request that breaks a rule of the protocol is no fault of ours: where it was noticed tells nothing.
        if not record.exc_info or record.name.startswith("django.security"):
            return line
        return f"{line}\n{indent(self.formatException(record.exc_info), '  ')}"

    def formatException(self, ei: Any) -> str:
        """Where it happened, and of what it said as much as is nobody's data; the first cause first."""
        chain: list[BaseException] = []
        problem: BaseException | None = ei[1]
        while problem is not None and problem not in chain:
            chain.append(problem)
            problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
        return "\n".join(_told(each, each.__traceback__) for each in reversed(chain))


def _told(problem: BaseException, place: TracebackType | None) -> str:
    kind = type(problem)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    is_ours = kind.__module__.startswith("regulars.")
    is_safe = is_ours or any(each.__name__ in SAFE for each in kind.__mro__)
    said = str(problem) if is_safe else _constraint(problem) or LEFT_OUT
    return f"{''.join(traceback.format_tb(place))}{name}: {said}"


def _constraint(problem: BaseException) -> str:
    """The database names the rule that was broken, and then the values, which stay out."""
    broken = getattr(getattr(problem, "diag", None), "constraint_name", None)
    return f"constraint {broken}" if broken else ""
