"""The id of the request being answered: it ties log lines, error pages and audit events together."""

from contextvars import ContextVar

current: ContextVar[str] = ContextVar("request_id", default="")
