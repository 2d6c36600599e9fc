"""The dashboard: promises first, figures that add up, and the customers behind each of them."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from regulars.core import clock
from regulars.customers.models import Customer, CustomerMeasures, Interaction, Promise
from regulars.insights.models import FirmFigures
from regulars.insights.tests.shop import buys, customer
from regulars.reports import choosing
from regulars.reports.behind import FIGURES, Asked, customers
from regulars.reports.sections import flow, stages

pytestmark = [pytest.mark.database, pytest.mark.django_db]
COUNTED = ("at_start", "retained", "churned", "new", "won_back", "at_end")


def figures(scope="all"):
    return FirmFigures.objects.filter(scope=scope).latest("pk").figures


def month(text, scope="all"):
    return next(row for row in figures(scope)["months"] if row["period_on"] == text)


def page(client, user, query=""):
    client.force_login(user)
    answer = client.get(reverse("reports:dashboard") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html):
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    return text.replace(" ,", ",")


def names(asked):
    return sorted(customers(asked).values_list("name", flat=True))


@pytest.mark.covers("LOY-29")
def test_the_months_add_up(shop, refresh, boss, client):
    refresh()
    rows = figures()["months"]
    assert all(row["at_start"] == row["retained"] + row["churned"] for row in rows)
    assert all(
        row["at_start"] + row["new"] + row["won_back"] - row["churned"] == row["at_end"] for row in rows
    )
    # The interval of the firm is 30 days, so whoever ordered within 90 days is active.
    assert figures()["active_days"] == 90
    assert [month("2026-09-01")[name] for name in COUNTED] == [1, 1, 0, 1, 1, 3]
    assert "active at the end of August 1 + new 1 + won back 1 − lost 0 = 3" in words(page(client, boss))


@pytest.mark.covers("LOY-29")
def test_the_last_whole_month_is_told_by_value_class_and_kind_and_each_number_opens_its_customers(
    shop, refresh, boss, client
):
    firm = customer("Qinghe Teahouse", kind="firm")
    buys(firm, "2026-05-10", "2026-08-20")
    leaver = customer("Lu Weidong", kind="firm")
    buys(leaver, "2026-05-20", amount=10)
    refresh("2026-08-31")
    refresh()
    html = page(client, boss)
    table = html.split("By value class and kind in August")[1].split("</table>")[0]
    rows = [
        [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)
    ]
    assert rows == [
        ["Group", "At the start", "Retained", "Lost", "Retention rate", "Churn rate"],
        ["Middle value", "1", "1", "0", "100.0%", "0.0%"],
        ["Low value", "2", "1", "1", "50.0%", "50.0%"],
        ["Person", "1", "1", "0", "100.0%", "0.0%"],
        ["Firm", "2", "1", "1", "50.0%", "50.0%"],
    ]
    lost = unescape(re.findall(r'href="([^"]+)"', table)[-1])
    listed = words(client.get(lost).content.decode())
    assert "Lost from the active in August, Firm" in listed
    assert ("Lu Weidong" in listed, "Qinghe" in listed) == (True, False)
    assert client.get(lost.replace("kind", "password")).status_code == 404
    # Who is of which class changes; the numbers of an earlier day stand, but open nobody.
    earlier = page(client, boss, "?month=2026-08").split("By value class and kind in August")[1]
    assert "<a href=" not in earlier.split("</table>")[0]


@pytest.mark.covers("SEG-04")
def test_the_few_who_bring_most_are_counted_said_and_listed(shop, refresh, boss, client):
    refresh()
    # Profit 600, 400, 280 and 52: 80 % of 1,332 needs the first three.
    assert {name: figures()["pareto"]["value"][name] for name in ("customers", "total_minor", "making")} == {
        "customers": 4,
        "total_minor": 133_200,
        "making": 3,
    }
    text = words(page(client, boss))
    assert "3 customers bring 80% of the profit" in text
    assert "20% of the customers bring 80% of the profit (unverified)" in text
    asked = Asked(choosing.choose(boss), "best", code="value")
    assert names(asked) == ["Chen Yutong", "Xu Jiahao", "Zhou Wenbin"]


@pytest.mark.covers("CMP-13")
def test_sales_by_channel_and_who_buys_through_both(shop, refresh, boss, client):
    refresh()
    found = figures()["channels"]
    assert found["by_channel"] == [
        {"channel": "offline", "orders": 7, "customers": 2, "net_minor": 63_000},
        {"channel": "online", "orders": 2, "customers": 2, "net_minor": 110_000},
    ]
    assert (found["customers"], found["multichannel"]) == (3, 1)
    assert "1 customer bought online and offline, 33% of those who ordered." in words(page(client, boss))
    shown = choosing.choose(boss)
    assert names(Asked(shown, "multichannel")) == ["Zhou Wenbin"]
    assert names(Asked(shown, "channel", code="online")) == ["Xu Jiahao", "Zhou Wenbin"]


def test_sales_tell_how_much_came_from_customers_who_had_bought_before(shop, refresh, boss):
    refresh()
    now = figures()["sales"][-1]
    # 100 + 1,000 + 50 ordered, 20 came back; 150 of it is no first order.
    assert (now["net_minor"], now["gross_minor"], now["repeat_minor"]) == (113_000, 115_000, 15_000)
    assert names(Asked(choosing.choose(boss), "ordered_again")) == ["Wu Jiahui", "Zhou Wenbin"]


@pytest.mark.covers("LC-02")
def test_the_stage_board_adds_up_and_opens_who_moved(shop, refresh, boss, client):
    refresh()
    shown = choosing.choose(boss)
    moves = stages.moves_of(shown)
    assert moves.counts == {
        ("prospect", "exploration"): 1,
        ("lost", "growth"): 1,
        ("lost", "lost"): 1,
        ("growth", "stability"): 1,
        ("prospect", "prospect"): 1,
    }
    for stage in stages.stage_board(shown, moves).board:
        lines = dict(stage["stage"].lines)
        assert sum(lines.values()) == stage["stage"].count
    html = page(client, boss)
    url = reverse("reports:customers") + "?figure=move&month=2026-09&from=lost&to=growth"
    assert f'href="{url.replace("&", "&amp;")}"' in html
    assert "Wu Jiahui" in client.get(url).content.decode()


@pytest.mark.covers("LC-02")
def test_the_board_shows_counts_value_and_every_move_and_each_number_opens_its_customers(
    shop, refresh, boss, client
):
    refresh()
    html = page(client, boss).split('aria-labelledby="board-h"')[1].split("</section>")[0]
    columns, *rows = [
        [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", html, re.S)
    ]
    places = ["Prospect", "Exploration", "Growth", "Stability", "Decline", "Lost"]
    assert columns == ["At the start", *places, "All"]
    assert rows == [
        ["Prospect", "1", "1", "", "", "", "", "2"],
        ["Exploration", "", "", "", "", "", "", "0"],
        ["Growth", "", "", "", "1", "", "", "1"],
        ["Stability", "", "", "", "", "", "", "0"],
        ["Decline", "", "", "", "", "", "", "0"],
        ["Lost", "", "", "1", "", "", "1", "2"],
    ]
    opened = re.findall(r'<a (?:class="big" )?href="([^"]+)">(.*?)</a>', html)
    assert len(opened) == 18
    for address, shown in opened:
        behind = client.get(unescape(address)).content.decode()
        assert len(re.findall(r'class="name"', behind)) == int(words(shown).split()[0]), address


def test_a_stage_set_by_hand_moves_on_the_board(shop, refresh, boss, lin):
    from regulars.insights import overriding

    refresh()
    overriding.put(shop["steady"], "stage", "decline", reason="Moves away", by=lin)
    refresh()
    shown = choosing.choose(boss)
    assert stages.moves_of(shown).counts["growth", "decline"] == 1
    assert names(Asked(shown, "move", before="growth", after="decline")) == ["Zhou Wenbin"]


@pytest.mark.parametrize("of", ["2026-09", "2026-08", "2026-06", "2025-07"])
def test_behind_every_count_of_a_month_stand_as_many_customers(shop, refresh, boss, of):
    refresh()
    shown, first = choosing.choose(boss), choosing.month_of(of)
    row = month(first.isoformat())
    counted = {name: customers(Asked(shown, flow.COUNTS[name], first)).count() for name in COUNTED}
    assert counted == {name: row[name] for name in COUNTED}


def test_behind_every_cohort_cell_stand_as_many_customers(shop, refresh, boss):
    refresh()
    shown = choosing.choose(boss)
    for cell in figures()["cohorts"]:
        asked = Asked(shown, "cohort", date.fromisoformat(cell["cohort_on"]), cell["later"])
        assert customers(asked).count() == cell["active"], cell
    last = [cell for cell in figures()["cohorts"] if cell["cohort_on"] == "2026-03-01"]
    assert [cell["active"] for cell in last] == [1] * 7
    assert [cell["complete"] for cell in last] == [True] * 6 + [False]


@pytest.mark.covers("TEAM-13")
def test_promises_overdue_and_unanswered_requests_stand_first_with_their_owner(
    shop, refresh, boss, lin, client
):
    Promise.objects.create(
        customer=shop["steady"], text="Keep two tins", made_on=date(2026, 9, 20), due_on=date(2026, 9, 25)
    )
    Promise.objects.create(
        customer=shop["steady"], text="Send the invoice", made_on=date(2026, 9, 20), due_on=date(2026, 9, 28)
    )
    Interaction.objects.create(
        customer=shop["new"],
        happened_at=clock.start_of(date(2026, 9, 26)),
        channel="wechat",
        direction="from_customer",
        needs_answer=True,
        requests="A sample of the white tea",
        created_at=clock.now(),
    )
    text = words(page(client, boss))
    assert "Promises overdue 1" in text
    assert "Zhou Wenbin Keep two tins 3 days late, Lin Xiaotong" in text
    assert "Xu Jiahao A sample of the white tea waiting for 2 days, Wei Fang" in text
    assert "Send the invoice" not in text  # due today
    assert text.index("Promises overdue") < text.index("Nothing has been computed yet")
    refresh()
    text = words(page(client, boss))
    ahead, figures = text.split("Xu Jiahao A sample of the white tea waiting for 2 days, Wei Fang")
    assert "Promises overdue 1 Zhou Wenbin Keep two tins 3 days late, Lin Xiaotong" in ahead
    assert "Unanswered requests 1" in ahead
    assert "¥" not in ahead
    assert "active at the end of" not in ahead
    assert "¥" in figures
    assert "active at the end of August" in figures
    listed = words(client.get(reverse("reports:promises")).content.decode())
    assert "Zhou Wenbin Keep two tins 3 days late" in listed
    assert "A sample of the white tea" in words(client.get(reverse("reports:requests")).content.decode())


def test_a_manager_sees_the_figures_and_customers_of_the_team(shop, refresh, manager, wei, client):
    refresh()
    shown = choosing.choose(manager)
    assert shown.scope == f"team:{manager.team_id}"
    assert [month("2026-09-01", shown.scope)[name] for name in COUNTED] == [1, 1, 0, 0, 0, 1]
    assert names(Asked(shown, "active")) == ["Zhou Wenbin"]
    assert names(Asked(shown, "move", after="growth")) == []  # Wu Jiahui belongs to the other team
    assert "It counts the customers of your team." in words(page(client, manager))


def test_staff_see_the_figures_of_their_own_customers(shop, refresh, lin, client):
    refresh()
    text = words(page(client, lin))
    assert "It counts your own customers and the pool." in text
    assert "active at the end of August 1 + new 0 + won back 0 − lost 0 = 1" in text
    assert "bring 80%" not in text
    assert "Xu Jiahao" not in text


@pytest.mark.covers("CHN-10")
def test_neglected_customers_are_counted_named_and_linked_to_their_list(shop, refresh, boss, client):
    refresh()
    html = page(client, boss)
    # All five came into the books on 2025-01-01, and nobody has turned to them since.
    assert "Too long without contact 5" in words(html)
    assert "634 days without contact" in words(html)
    assert "/customers/?f=neglected:yes&amp;sort=-expected_margin" in html


@pytest.mark.covers("SEG-28")
def test_who_is_due_to_order_within_some_days_is_listed(shop, refresh, boss, client):
    refresh()
    assert "0 customers due to order within 14 days" in words(page(client, boss))
    html = page(client, boss, "?days=30")
    assert "2 customers due to order within 30 days" in words(html)
    assert "Zhou Wenbin" in html
    assert "/customers/?f=next_order_due_on:next:30" in html


def test_where_a_model_foresees_the_next_order_its_day_and_range_count(shop, refresh, boss, client):
    refresh()
    foreseen = {
        "next_order_expected_on": date(2026, 10, 5),
        "next_order_from_on": date(2026, 9, 29),
        "next_order_until_on": date(2026, 10, 20),
    }
    CustomerMeasures.objects.filter(customer=shop["steady"]).update(**foreseen)
    html = page(client, boss)
    assert "1 customer due to order within 14 days" in words(html)
    assert "2026-10-05 ( tomorrow – 2026-10-20 )" in words(html)
    assert "/customers/?f=next_order_expected_on:next:14" in html


def test_months_with_figures_can_be_looked_at_again_and_others_not(shop, refresh, boss, client):
    refresh("2026-08-15")
    refresh("2026-08-31")
    refresh()
    assert list(FirmFigures.objects.filter(scope="all").values_list("as_of", flat=True)) == [
        date(2026, 9, 27),
        date(2026, 8, 31),
    ]
    assert "as of the end of 2026-08-31" in words(page(client, boss, "?month=2026-08"))
    assert client.get(reverse("reports:dashboard") + "?month=2026-07").status_code == 404


def test_without_figures_the_page_says_what_to_do(boss, lin, client, morning):
    Customer.objects.create(name="Zhou Wenbin", owner=lin)
    assert "Compute now" in words(page(client, boss))
    assert "Compute now" not in words(page(client, lin))


def test_a_figure_nobody_knows_and_a_month_that_is_none_are_not_found(shop, refresh, boss, client):
    refresh()
    client.force_login(boss)
    url = reverse("reports:customers")
    for query in (
        "?figure=gone",
        "?figure=new&of=2026-13",
        "?figure=new&of=2027-01",
        "?figure=cohort&later=x",
    ):
        assert client.get(url + query).status_code == 404, query
    assert client.get(url + "?figure=active&after=x~y").status_code == 400


def test_every_figure_opens_a_list_with_a_title(shop, refresh, boss, client):
    refresh()
    client.force_login(boss)
    for figure in FIGURES:
        answer = client.get(reverse("reports:customers"), {"figure": figure, "code": "value"})
        assert answer.status_code == 200, figure
        assert re.search(r"<h1[^>]*>\s*\S", answer.content.decode()), figure


def test_too_little_data_is_said_and_not_drawn(shop, refresh, boss, client):
    refresh()
    text = words(page(client, boss))
    assert "Not enough data yet: at least 30 customers have to be rated" in text


def test_without_a_customer_the_dashboard_leads_to_the_import_and_shows_no_zeros(client, boss, morning):
    shown = page(client, boss)
    assert "No customers yet" in shown
    assert 'href="/customers/import/">Import own files' in shown
    assert "Promises overdue" not in shown
