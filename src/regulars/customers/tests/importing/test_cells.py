"""Single cells, read without anything else at hand."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from regulars.customers.importing import cells, fields, staging
from regulars.customers.importing.fields import Unreadable, Ways
from regulars.customers.tests.importing.files import checked, reasons

WAYS = Ways(
    ZoneInfo("Asia/Shanghai"), today=date(2026, 9, 28), region="CN", currency="CNY", people={"lin": 1}
)
TEXTS = (
    "1",
    "0017",
    "甲",
    "1968-02-11",
    "2026-09-01 10:00",
    "13800138000",
    "a@example.com",
    "是",
    "CNY",
    "lin",
    "09:30",
)


@pytest.mark.parametrize(
    "kind", ["customers", "contacts", "products", "orders", "interactions", "payments", "browsing"]
)
def test_no_cell_asks_the_database_into_which_rows_are_being_copied(kind):
    """The database is closed in this test: a question would wait for ever behind the COPY, here it fails."""
    for field in fields.find(kind).fields:
        for text in TEXTS:
            try:
                field.parse(text, WAYS)
            except Unreadable:
                continue


def test_what_was_read_is_remembered_for_some_cells_and_never_for_all_of_a_long_file(monkeypatch):
    monkeypatch.setattr(staging, "REMEMBERED", 3)
    asked = []
    field = fields.Field("code", "Code", (), lambda cell, _ways: asked.append(cell) or cell.lower())
    column = staging.Column(0, "Code", field, ways=WAYS)
    assert [column[cell] for cell in "AABBCCDDAA"] == list("aabbccddaa")
    assert asked == list("ABCDA")
    assert len(column) == 2


@pytest.mark.parametrize("kind", ["customers", "contacts", "products", "orders", "interactions", "payments"])
def test_only_texts_may_be_long(kind):
    """A cell that has to be understood could be made so that this takes minutes."""
    for field in fields.find(kind).fields:
        if field.parse not in cells.EXACT:
            with pytest.raises(Unreadable) as caught:
                staging.Column(0, "X", field, ways=WAYS).value(" " * 1001 + "2026-09-01")
            assert (caught.value.code, caught.value.params) == ("too_long", {"limit": 1000}), field.key


def test_a_long_cell_is_named_like_any_other_that_cannot_be_read(db, settings, tmp_path):
    settings.REGULARS_FILES = tmp_path
    run = checked(f"姓名,生日,备注\n甲,2001-09-28,{'长' * 9000}\n乙,{' ' * 1000}2001-09-28,\n")
    assert (run.counts["new"], reasons(run)) == (1, [(3, "生日", "too_long")])
