"""The customers of a list as a file."""

import tempfile
from pathlib import Path

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.accounts.access import may_write
from regulars.core import clock, files
from regulars.customers import exporting
from regulars.customers.counting import count
from regulars.customers.list_address import ListAddress
from regulars.customers.listing import matching
from regulars.customers.views.list import read_address
from regulars.ui.pages import show

SHORTEST_REASON = 4


@may_write
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    address = read_address(request, posted=request.method == "POST")
    found = count(matching(address))
    needs_reason = exporting.needs_reason(found)
    reason = request.POST.get("reason", "").strip()[:300]
    if request.method == "POST" and (len(reason) >= SHORTEST_REASON or not needs_reason):
        return _file(request, address, reason)
    context = {
        "address": address,
        "found": found,
        "needs_reason": needs_reason,
        "is_refused": request.method == "POST",
        "masked": not request.user.may_see_sensitive,  # type: ignore[union-attr]
    }
    return show(request, "customers/list/export.html", context, status=422 if context["is_refused"] else 200)


def _file(request: HttpRequest, address: ListAddress, reason: str) -> HttpResponseBase:
    """Written to a file that has no name any more once it is being sent."""
    format = "xlsx" if request.POST.get("format") == "xlsx" else "csv"
    name = f"{_('customers')}-{clock.today().isoformat()}.{format}"
    with tempfile.TemporaryDirectory(dir=files.folder()) as folder:
        path = Path(folder) / name
        exporting.write(address, path, format=format, by=request.user, reason=reason)
        opened = path.open("rb")
    return FileResponse(opened, as_attachment=True, filename=name, content_type=exporting.FORMATS[format])
