"""Log lines: one event a line, nothing that could forge another line."""

import logging

from regulars.core import request_id


class LineFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        if record.exc_info:
            return line
        request = request_id.current.get()
        line = line.replace("\r", "\\r").replace("\n", "\\n")
        return f"{line} request={request}" if request else line
