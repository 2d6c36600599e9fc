"""How long files take to come in, and how long the figures take to be computed from them."""

import gzip
import os
import random
from pathlib import Path

from bench.installation import Measured, fresh_home, run
from bench.names import people
from bench.report import Line, Table, keep

RETAIL = "online_retail.csv.gz"
AS_OF = "2011-12-10"
ROWS = 100_000
EXPECTED = {
    "lines_read": 541909, "lines_without_customer": 135080, "customers": 4372, "orders": 18536,
    "order_lines": 397924, "order_value": "8911407.90", "returns": 3654, "return_lines": 8905,
    "return_value": "-611342.09", "net_value": "8300065.81", "changed": 0, "errors": 0,
}  # fmt: skip


def main() -> None:
    lines = [*_retail(_find_retail()), *_customers()]
    note = (
        "The order lines of a wholesaler (541,909 lines, gzip) into a fresh installation, and "
        f"{ROWS:,} generated customers with phone, birthday, city and tags. Figures that are wrong are not published: "
        "the import's sums are compared with the known ones first."
    )
    keep("importing", [Table("Files and figures", note, lines)])


def _find_retail() -> Path | None:
    """Named by BENCH_RETAIL, or below data/ of this checkout or of the folder beside it."""
    root = Path(__file__).resolve().parents[1]
    named = os.environ.get("BENCH_RETAIL")
    places = [Path(named)] if named else [root / "data" / RETAIL, root.parent / "shared/data" / RETAIL]
    return next((place for place in places if place.exists()), None)


def _retail(file: Path | None) -> list[Line]:
    if file is None:
        print(f"{RETAIL} is not there; name it with BENCH_RETAIL. Its lines are left out.")
        return []
    with fresh_home():
        came_in = run(
            "import", "orders", str(file), "--currency", "GBP", "--timezone", "Europe/London", "--json"
        )
        wrong = {
            name: came_in.answer.get(name) for name in EXPECTED if came_in.answer.get(name) != EXPECTED[name]
        }
        if wrong:
            raise SystemExit(f"The import is wrong, so nothing is published: {wrong}")
        again = run("import", "orders", str(file), "--json")
        computed = run("refresh", "--as-of", AS_OF, "--json")
    return [
        Line("orders, wall", f"{came_in.wall:.1f} s", "60 s", is_met=came_in.wall <= 60),
        Line("orders, CPU", _cpu(came_in)),
        Line("orders, most memory", f"{came_in.peak_mib:.0f} MiB", "600 MiB", is_met=came_in.peak_mib <= 600),
        Line(
            "the same file again, wall",
            f"{again.wall:.1f} s, {again.answer['new']} new, {again.answer['changed']} changed",
        ),
        Line("refresh, wall", f"{computed.wall:.1f} s", "10 s", is_met=computed.wall <= 10),
        Line("refresh, CPU", _cpu(computed)),
        Line("refresh, most memory", f"{computed.peak_mib:.0f} MiB"),
    ]


def _customers() -> list[Line]:
    with fresh_home() as home:
        file = home / "customers.csv.gz"
        write_customers(file)
        came_in = run("import", "customers", str(file), "--json")
    if came_in.answer["new"] != ROWS:
        raise SystemExit(f"The import is wrong, so nothing is published: {came_in.answer}")
    rate = ROWS / came_in.wall
    return [
        Line(
            "customers",
            f"{rate:,.0f} rows/s",
            "5,000 rows/s",
            "321 (BottleCRM), 35–112 (django-crm, Odoo)",
            is_met=rate >= 5000,
        ),
        Line("customers, CPU", _cpu(came_in)),
        Line("customers, most memory", f"{came_in.peak_mib:.0f} MiB"),
    ]


def write_customers(path: Path) -> None:
    """The same file every time."""
    chance = random.Random(20260928)
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        file.write("客户编号,姓名,手机号,邮箱,生日,城市,标签\n")
        for number, (name, city) in enumerate(people(ROWS, seed=7)):
            birthday = f"{chance.randint(1950, 2005)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            tag = chance.choice(("老客户", "门店", "线上", ""))
            file.write(f"K{number:06},{name},139{number:08},k{number}@example.com,{birthday},{city},{tag}\n")


def _cpu(measured: Measured) -> str:
    return f"own {measured.cpu:.1f} s, PostgreSQL {measured.postgres_cpu:.1f} s"


if __name__ == "__main__":
    main()
