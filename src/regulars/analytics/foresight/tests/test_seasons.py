"""Who learns is judged on a later day than the days it learned from: all customers of one day share its season."""

from datetime import date, timedelta

import numpy as np
import pytest

from regulars.analytics.foresight import contest as contests
from regulars.analytics.foresight.contenders import Rate
from regulars.analytics.foresight.contest import contest
from regulars.analytics.foresight.due import due_contest
from regulars.analytics.foresight.past import Past
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.tests.shop import customer, order, write_shop

LAST, HORIZON, CUSTOMERS, PERIODS = date(2025, 12, 31), 60, 300, 6
LATEST, DECIDES = 1, 2  # numbers of windows, the latest first


def shop(directory, *, sales=(), paydays=()):
    """Half of the customers come in a period, on any days. To a sale only those come who buy dear things; where
    there is a payday, these come late in the period and the others early.
    """
    orders = []
    for number in range(1, CUSTOMERS + 1):
        # Two and two do alike but for what they buy, so that apart from a season it tells nothing.
        chance = np.random.default_rng([7, (number - 1) // 2])
        is_dear = number % 2 == 1
        amount = 10_000 if is_dear else 100
        began = LAST - timedelta(days=PERIODS * HORIZON + int(chance.integers(0, 30)))
        orders.append(order(number, str(began), amount=amount))
        for period in range(PERIODS, 0, -1):
            days = chance.integers(1, HORIZON + 1, chance.poisson(0.7))
            as_all_do = chance.random() < 0.9
            if period in sales and as_all_do:
                days = np.append(days, 30) if is_dear else days[:0]
            if period in paydays and as_all_do:
                days = [50 if is_dear else 10] if len(days) else days
            for each in days:
                on = LAST - timedelta(days=period * HORIZON - int(each))
                orders.append(order(number, str(on), amount=amount))
    # Somebody comes on the last day, so that the periods end where they are counted from.
    orders.append(order(1, str(LAST), amount=10_000))
    return write_shop(directory, customers=[customer(n) for n in range(1, CUSTOMERS + 1)], orders=orders)


def test_a_season_of_the_deciding_day_makes_nobody_speak_who_did_not_foresee_it(tmp_path):
    """On customers of that same day trees would see who comes to the sale; from the days before it they cannot."""
    with Snapshot(shop(tmp_path, sales=[DECIDES], paydays=[DECIDES]), threads=1) as snapshot:
        past = Past(snapshot, LAST, HORIZON)
        assert contest(past).chosen in ("rate", "beta_geo", "pareto_nbd")
        assert due_contest(past).chosen in ("model", "gap")


def test_trees_speak_of_whether_where_what_they_learned_came_again(tmp_path):
    with Snapshot(shop(tmp_path, sales=[LATEST, DECIDES, 3]), threads=1) as snapshot:
        found = contest(Past(snapshot, LAST, HORIZON))
    assert found.chosen in ("boosted", "hybrid")
    brier = {each.name: each.brier for each in found.scores}
    assert brier[found.chosen] < 0.1 < brier["pareto_nbd"]


@pytest.mark.parametrize(
    ("paydays", "who"), [([1, 2, 3], ("model", "gap")), ([1, 2, 3, 4], ("boosted",))], ids=["once", "twice"]
)
def test_trees_speak_of_the_day_only_where_they_were_right_twice(tmp_path, paydays, who):
    with Snapshot(shop(tmp_path, paydays=paydays), threads=1) as snapshot:
        assert due_contest(Past(snapshot, LAST, HORIZON)).chosen in who


def test_nobody_learns_from_days_that_were_not_over(tmp_path, monkeypatch):
    heard = []

    class Learner(Rate):
        def learn(self, past, now):
            heard.append((now.cut, [each.cut for each in past], [each.ends_on for each in past]))
            return super().learn(past, now)

    def two():
        return [Rate(), Learner(name="learner", learns=True)]

    monkeypatch.setattr(contests, "contenders", two)
    with Snapshot(shop(tmp_path), threads=1) as snapshot:
        contest(Past(snapshot, LAST, HORIZON))
    cuts = {number: LAST - timedelta(days=number * HORIZON) for number in range(1, 5)}
    assert [(now, before) for now, before, _ends in heard] == [
        (cuts[1], [cuts[2], cuts[3]]),
        (cuts[2], [cuts[3], cuts[4]]),
    ]
    assert all(end <= now for now, _before, ends in heard for end in ends)


def test_who_had_no_earlier_day_to_learn_from_is_shown_but_not_chosen(tmp_path):
    with Snapshot(shop(tmp_path), threads=1) as snapshot:
        kept = snapshot.orders.filter(snapshot.orders.ordered_on > LAST - timedelta(days=3 * HORIZON))
        snapshot.orders = snapshot.kept(kept)
        found = contest(Past(snapshot, LAST, HORIZON))
    could = {each.name: each.could_be_chosen for each in found.scores}
    assert could == {"rate": True, "beta_geo": True, "pareto_nbd": True, "boosted": False, "hybrid": False}
    assert found.chosen not in ("boosted", "hybrid")


def test_of_many_customers_some_are_tried_and_the_same_in_every_window(tmp_path):
    with Snapshot(shop(tmp_path), threads=1) as snapshot:
        whole, part = Past(snapshot, LAST, HORIZON), Past(snapshot, LAST, HORIZON, most=120)
        found = contest(part)
        assert (found.customers, found.customers_of_all) == (120, CUSTOMERS)
        tried = set(part.at(1).customer_ids.tolist())
        for number in (2, 3):
            assert set(part.at(number).customer_ids.tolist()) == tried & set(
                whole.at(number).customer_ids.tolist()
            )
        assert len(whole.at(1)) == CUSTOMERS
