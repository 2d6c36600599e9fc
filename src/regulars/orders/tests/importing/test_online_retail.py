"""The real file of a UK wholesaler, where the data set is at hand."""

import json
import os
from pathlib import Path

import pytest

from regulars.core import settings_store
from regulars.core.command_line import Refusal

ROOT = Path(__file__).resolve().parents[5]
SHARED = Path(os.environ.get("REGULARS_SHARED", ROOT.parent / "shared"))
DATA = SHARED / "data" / "online_retail.csv.gz"

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.full,
    pytest.mark.skipif(not DATA.exists(), reason=f"{DATA} is not here; set REGULARS_SHARED to its folder"),
]


def imported(capfd, *more):
    from argparse import ArgumentParser

    from regulars.customers.importing.command_line import IMPORT

    parser = ArgumentParser()
    parser.add_argument("--json", action="store_true")
    IMPORT.add_arguments(parser)
    assert IMPORT.run(parser.parse_args(["orders", str(DATA), "--json", *more])) == 0
    return json.loads(capfd.readouterr().out)


def test_the_wholesalers_year_comes_in_exactly_and_only_once(capfd, settings, tmp_path):
    settings.REGULARS_FILES = tmp_path
    found = imported(capfd, "--currency", "GBP", "--timezone", "Europe/London")
    expected = {
        "lines_read": 541909,
        "lines_without_customer": 135080,
        "customers": 4372,
        "orders": 18536,
        "order_lines": 397924,
        "order_value": "8911407.90",
        "returns": 3654,
        "return_lines": 8905,
        "return_value": "-611342.09",
        "net_value": "8300065.81",
        "new": 406829,
        "changed": 0,
        "errors": 0,
    }
    assert {name: found[name] for name in expected} == expected
    again = imported(capfd)
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 406829)
    assert settings_store.get("firm.currency") == "GBP"
    with pytest.raises(Refusal):
        imported(capfd, "--currency", "EUR")
