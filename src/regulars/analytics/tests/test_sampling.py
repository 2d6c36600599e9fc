"""Customers drawn by their ids."""

import numpy as np
import pytest

from regulars.analytics.sampling import drawn, lots


def test_lots_are_those_of_splitmix64():
    """The first numbers of the published generator with seeds 0 and 1234567."""
    assert int(lots(np.array([0]))[0]) == 0xE220A8397B1DCDAF
    assert int(lots(np.array([1234567]))[0]) == 6457827717110365317


def test_as_many_as_asked_for_are_drawn_whatever_their_order():
    ids = np.arange(1, 1001)
    some = ids[drawn(ids, 300)]
    assert len(some) == 300
    turned = ids[::-1]
    assert sorted(turned[drawn(turned, 300)].tolist()) == some.tolist()
    assert drawn(ids, 1000).all()


def test_who_is_drawn_of_few_is_drawn_of_more():
    ids = np.arange(1, 1001)
    assert set(ids[drawn(ids, 100)].tolist()) <= set(ids[drawn(ids, 300)].tolist())


def test_old_and_new_customers_are_drawn_alike():
    ids = np.arange(1, 100_001)
    assert ids[drawn(ids, 20_000)].mean() == pytest.approx(50_000, rel=0.01)
