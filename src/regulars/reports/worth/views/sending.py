"""Files that have no name any more once they are being sent."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest

from regulars.core import clock, files
from regulars.customers import exporting
from regulars.reports.worth import listed


def format_asked(query: Any) -> str:
    return "xlsx" if query.get("format") == "xlsx" else "csv"


def sent(name: str, format: str, write: Callable[[Path], Any]) -> FileResponse:
    file_name = f"{name}-{clock.today().isoformat()}.{format}"
    with tempfile.TemporaryDirectory(dir=files.folder()) as folder:
        path = Path(folder) / file_name
        write(path)
        opened = path.open("rb")
    return FileResponse(
        opened, as_attachment=True, filename=file_name, content_type=exporting.FORMATS[format]
    )


def figures_file(request: HttpRequest, name: str, table: tuple[list[str], list[list[Any]]]) -> FileResponse:
    headers, rows = table
    format = format_asked(request.GET)
    return sent(name, format, lambda path: listed.write_figures(path, headers, rows, format=format))
