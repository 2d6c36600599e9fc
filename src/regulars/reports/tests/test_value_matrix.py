"""Value × margin: where every buyer stands, which service the cell deserves, who is in it."""

import pytest
from django.urls import reverse

from regulars.core import settings_store
from regulars.core.models import AuditEvent
from regulars.reports.tests.worth import names, open_page, text

pytestmark = pytest.mark.django_db


def cells(response):
    return {
        (cell.profit, cell.margin): cell
        for _label, _limits, row in response.context["matrix"].rows
        for cell in row
    }


@pytest.mark.covers("SEG-05")
def test_each_cell_lists_its_customers_and_the_service_they_deserve(shop, refresh, client, boss):
    refresh()
    shown = open_page(client, boss, "value_matrix")
    # Profit 600, 400, 280 and 52; only Zhou's costs are known, 40% margin. A third ends at 280, two at 400.
    found = cells(shown)
    assert {place: cell.customers for place, cell in found.items() if cell.customers} == {
        ("high", "unknown"): 2,
        ("middle", "high"): 1,
        ("low", "unknown"): 1,
    }
    assert found["high", "unknown"].total == 1000
    assert "Personal messages and invitations: win the rest of what they buy elsewhere." in text(shown)
    assert "4 buyers together brought $1,332" in text(shown).replace("¥", "$")
    assert names(client.get(found["middle", "high"].url)) == ["Zhou Wenbin"]
    assert names(client.get(found["high", "unknown"].url)) == ["Chen Yutong", "Xu Jiahao"]


@pytest.mark.covers("SEG-05")
def test_the_firm_sets_limits_and_service_levels_on_a_page(shop, refresh, client, boss):
    refresh()
    client.force_login(boss)
    url = reverse("accounts:firm", args=["reports"])
    values = {name: field.initial for name, field in client.get(url).context["form"].fields.items()}
    refused = client.post(url, values | {"reports.profit_limits": "500, 300"})
    assert "Give two rising whole numbers" in refused.content.decode()
    own = {"reports.profit_limits": "300, 500", "reports.margin_limits": "10, 30"}
    client.post(url, values | own | {"reports.level_low_high": "Call them at New Year"})
    found = cells(open_page(client, boss, "value_matrix"))
    assert found["high", "unknown"].customers == found["middle", "unknown"].customers == 1
    assert found["low", "high"].customers == 1
    assert found["low", "high"].level == "Call them at New Year"
    assert AuditEvent.objects.filter(verb="setting.changed").count() == 3


def test_staff_see_their_own_customers_and_the_pool_only(shop, refresh, client, lin):
    refresh()
    found = cells(open_page(client, lin, "value_matrix"))
    assert sum(cell.customers for cell in found.values()) == 2
    assert names(client.get(found["high", "unknown"].url)) == ["Chen Yutong"]


def test_without_orders_the_page_says_what_is_missing(client, boss):
    assert "Not enough data yet" in text(open_page(client, boss, "value_matrix"))


def test_a_cell_that_does_not_exist_is_no_page(shop, refresh, client, boss):
    refresh()
    assert open_page(client, boss, "worth_customers", "?figure=cell&profit=huge").status_code == 404
    assert open_page(client, boss, "worth_customers", "?figure=nonsense").status_code == 404


def test_the_customers_of_a_cell_leave_as_a_file_and_the_log_says_so(shop, refresh, client, boss):
    refresh()
    url = cells(open_page(client, boss, "value_matrix"))["middle", "high"].url
    sent = client.post(url, {"format": "csv"})
    lines = b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"Customer number","Name","Value class"')
    assert lines[1].startswith(",Zhou Wenbin,Low value,")
    assert ",280" in lines[1]
    event = AuditEvent.objects.get(verb="worth.exported")
    assert event.data == {"count": 1, "format": "CSV", "list": "Middle profit, High margin", "reason": ""}


def test_many_customers_leave_only_with_a_reason_and_readers_take_none(shop, refresh, client, boss, reader):
    refresh()
    settings_store.put("customers.export_reason_above", 1)
    url = cells(open_page(client, boss, "value_matrix"))["high", "unknown"].url
    assert client.post(url, {"format": "csv"}).status_code == 422
    client.force_login(reader)
    assert client.post(url, {"format": "csv", "reason": "for the tax office"}).status_code == 403
    assert not AuditEvent.objects.filter(verb="worth.exported").exists()


def test_the_figures_of_the_page_leave_as_a_file(shop, refresh, client, boss):
    refresh()
    sent = open_page(client, boss, "value_matrix", "?format=csv")
    lines = b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 3 * 4
    assert any(line.startswith("Middle profit,High margin,1,280") for line in lines)
