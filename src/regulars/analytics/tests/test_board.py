import pyarrow as pa

from regulars.analytics.board import PLACE, members, with_places
from regulars.analytics.movement import movement


def table(*rows):
    names = ("customer_id", "status", "stage", "value_minor")
    return with_places(pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows]))


BEFORE = table((1, "current_old", "growth", 10), (2, "prospect", "exploration", 0), (3, "lost", "decline", 5))
AFTER = table((1, "key", "stability", 30), (2, "current_new", "exploration", 7), (3, "lost", "decline", 5))


def test_prospects_and_the_lost_stand_beside_the_board():
    assert BEFORE[PLACE].to_pylist() == ["growth", "prospect", "lost"]
    assert AFTER[PLACE].to_pylist() == ["stability", "exploration", "lost"]


def test_the_customers_behind_each_move_are_as_many_as_it_counts():
    behind = members(BEFORE, AFTER)
    assert behind == {("growth", "stability"): [1], ("lost", "lost"): [3], ("prospect", "exploration"): [2]}
    counted = {
        (row["before"], row["after"]): row for row in movement(BEFORE, AFTER, column=PLACE).to_pylist()
    }
    assert {pair: row["customers"] for pair, row in counted.items()} == dict.fromkeys(behind, 1)
    assert counted["growth", "stability"]["value_minor"] == 30
