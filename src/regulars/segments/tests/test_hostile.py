"""Rules and values that no form of ours writes."""

import json

import pytest
from django.urls import reverse

NEW = reverse("segments:new")


def posted(code, do="show"):
    rule = json.dumps({"version": 1, "rule": {"join": "all", "parts": [code]}})
    return {"rule": rule, "do": do, "kind": "dynamic", "name": "Half"}


@pytest.mark.parametrize("code", ["name:is:\ud800", "kind:in:\udfff", "\ud800:is:x"])
@pytest.mark.parametrize("do", ["show", "save"])
def test_half_a_character_in_a_rule_is_refused(five, as_user, boss, code, do):
    assert as_user(boss).post(NEW, posted(code, do)).status_code == 400


@pytest.mark.parametrize(
    "value", ["1e9999999", "-1e9999999", "1e-999999", "1e400", "NaN", "sNaN", "-Infinity"]
)
@pytest.mark.parametrize("field", ["credit_limit", "payment_term_days"])
def test_a_figure_beyond_all_measure_is_refused(five, as_user, boss, field, value):
    browser = as_user(boss)
    assert browser.post(NEW, posted(f"{field}:more:{value}")).status_code == 400
    told = browser.get(NEW, {"f": f"{field}:more:{value}"})
    assert told.status_code == 400
    assert "is no number" in told.content.decode()
