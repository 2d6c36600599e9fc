"""What the four pages people live in cost at 100,000 customers and a million orders.

BENCH_HOME names a folder that is filled once and kept, for measuring again after a change.
"""

import gzip
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from bench.filled import as_owner, fill_once
from bench.installation import Measured, fresh_home, run
from bench.processes import MIB, memory
from bench.report import Line, Table, keep
from bench.serving import Server, served
from bench.visiting import Visits, visit
from regulars.config.with_django import with_django

CLIENTS = 8
WARM_UP, ALONE, TOGETHER = 40, 200, 600
MEMORY_REQUESTS, MEMORY_TARGET = 1000, 300
STAFF_VISITING = 8


@dataclass(frozen=True)
class PageCase:
    """A page, who opens it, and what it may cost. ``path`` holds {n} where customers take turns."""

    name: str
    path: str
    by: str
    target: int | None = None
    peer: str = ""
    reason: str = ""

    def at(self, number: int) -> str:
        return self.path.format(n=1 + number * 379 % 100_000)


OF_LIST = (
    "A quarter counts the cards left today for the menu, as every page does; half draws the templates, of which the "
    "rows are the smaller part."
)
OF_CUSTOMER = (
    "Half of the application's share draws the templates of eight panels, a quarter composes their questions in Django's "
    "query builder; no question takes PostgreSQL more than a millisecond. Odoo's figure is one record by RPC, which a "
    "browser then draws; here the page comes drawn, without script too."
)
OF_WORKLIST = (
    "PostgreSQL ranks all cards that are due to know which eight come first and how many are left: some 3,000 for this "
    "person's 2,300 customers, for nobody in the generated shop ever works one off, and 5 ms of the whole; half of the "
    "application's share draws the cards, each with its words, its numbers and four answers."
)
PAGES = (
    PageCase("list of all customers", "/customers/", "boss", 20, "23 Odoo, 582 django-crm, 592 BottleCRM", OF_LIST),
    PageCase("search by two characters (小明 in all)", "/customers/?q=%E5%B0%8F%E6%98%8E", "boss", 25, "233 Odoo, 944 django-crm, 721 BottleCRM"),
    PageCase("customer page", "/customers/{n}/", "boss", 30, "10 Odoo, 100 django-crm, 50 BottleCRM", OF_CUSTOMER),
    PageCase("worklist", "/today/", "staff", 25, reason=OF_WORKLIST),
    PageCase("numbers beside the views, fetched after the list", "/customers/counts/", "boss"),
    PageCase("command menu, while typing", "/search/suggest?q=%E5%B0%8F%E6%98%8E", "boss"),
)  # fmt: skip


def main() -> None:
    with fresh_home() as home:
        refreshed = _filled(home)
        cookies = _sessions()
        counted = _queries()
        with served() as server:
            for page in PAGES:
                visit(server.port, page.at, cookies=cookies[page.by], clients=2, requests=WARM_UP)
            found = [_measured(server, page, cookies[page.by], counted[page.name]) for page in PAGES]
            held = _memory(server, cookies)
    keep("pages", [_costs(found, refreshed), _weights(found, held)])


def _filled(home: Path) -> Measured:
    """The customers as the owner of the tables writes them, and the figures of last night; then all settled."""
    fill_once(home)
    refreshed = run("refresh", "--json")
    as_owner("settle")
    return refreshed


def _sessions() -> dict[str, list[str]]:
    """Of those who look at the pages."""
    with with_django("app"):
        from regulars.accounts.models import User

        staff = User.objects.filter(username__startswith="staff").order_by("pk")[:STAFF_VISITING]
        return {
            "boss": [_session(User.objects.get(username="boss"))],
            "staff": [_session(user) for user in staff],
        }


def _session(user: object) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def _queries() -> dict[str, int]:
    """How many each page asks of the database, once it is warm."""
    with with_django("app"):
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        from regulars.accounts.models import User

        counts = {}
        for page in PAGES:
            client = Client(headers={"host": "127.0.0.1"})
            client.force_login(User.objects.get(username="boss" if page.by == "boss" else "staff0"))
            client.get(page.at(0))
            with CaptureQueriesContext(connection) as queries:
                client.get(page.at(1))
            counts[page.name] = len(queries)
        return counts


@dataclass(frozen=True)
class Cost:
    page: PageCase
    alone: Visits
    together: Visits
    own_ms: float
    postgres_ms: float
    queries: int
    plain: int
    zipped: int


def _measured(server: Server, page: PageCase, cookies: list[str], queries: int) -> Cost:
    before = server.cpu()
    alone = visit(server.port, page.at, cookies=cookies[:1], clients=1, requests=ALONE)
    after = server.cpu()
    together = visit(server.port, page.at, cookies=cookies, clients=CLIENTS, requests=TOGETHER)
    own, postgres = (1000 * (late - early) / alone.count for early, late in zip(before, after, strict=True))
    body = _body(server, page, cookies[0])
    return Cost(page, alone, together, own, postgres, queries, len(body), len(gzip.compress(body, 6)))


def _body(server: Server, page: PageCase, cookie: str) -> bytes:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{page.at(1)}",
        headers={"Cookie": f"sessionid={cookie}", "Accept-Language": "zh-CN"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return bytes(answer.read())


def _memory(server: Server, cookies: dict[str, list[str]]) -> float:
    """After a thousand requests over the four pages."""
    for page in PAGES[:4]:
        visit(server.port, page.at, cookies=cookies[page.by], clients=4, requests=MEMORY_REQUESTS // 4)
    return memory(server.pid) / MIB


def _costs(found: list[Cost], refreshed: Measured) -> Table:
    note = (
        "100,000 customers, 1,000,000 orders, 200,000 contacts, 40 staff; the figures refreshed; the administrator, who "
        "sees everything, opens lists and customers, staff their own worklist. The target is CPU per request, "
        "application and database together, at one client; after it stand half and 95 % of the answers, in "
        f"milliseconds, at 1 and at {CLIENTS} clients. Everything is vacuumed and analyzed first, as autovacuum does "
        f"within minutes, and {WARM_UP} requests for each page come before and are not counted; what PostgreSQL does in "
        f"the background meanwhile is. Refreshing took {refreshed.wall:.0f} s "
        f"(own {refreshed.cpu:.0f} s CPU, PostgreSQL {refreshed.postgres_cpu:.0f} s)."
    )
    return Table("Pages", note, [_cost_line(cost) for cost in found])


def _cost_line(cost: Cost) -> Line:
    total, page = cost.own_ms + cost.postgres_ms, cost.page
    times = [
        f"{visits.percentile(0.5):.0f} / {visits.percentile(0.95):.0f}"
        for visits in (cost.alone, cost.together)
    ]
    found = f"{total:.1f} ms CPU ({cost.own_ms:.1f} + {cost.postgres_ms:.1f}); {times[0]} at 1, {times[1]} at {CLIENTS}"
    is_met = total <= page.target if page.target else None
    return Line(page.name, found, f"{page.target} ms" if page.target else "", page.peer, is_met, page.reason)


def _weights(found: list[Cost], held: float) -> Table:
    lines = [
        Line(
            cost.page.name,
            f"{cost.plain / 1024:.0f} kB, {cost.zipped / 1024:.1f} kB gzip; {cost.queries} queries",
        )
        for cost in found
    ]
    memory_line = Line(
        f"memory of the server after {MEMORY_REQUESTS:,} requests",
        f"{held:.0f} MiB",
        f"{MEMORY_TARGET} MB",
        "301–379 Odoo, 207–233 django-crm, 298 + 98 BottleCRM",
        is_met=held * MIB <= MEMORY_TARGET * 1_000_000,
    )
    note = "HTML alone; styles and scripts come once and are kept. The memory is that of our processes without PostgreSQL, shared pages counted once."
    return Table("Weight, queries, memory", note, [*lines, memory_line])


if __name__ == "__main__":
    main()
