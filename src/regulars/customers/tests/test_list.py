"""The list of customers: rows, columns, sort, pages, counts, views."""

import json
import re
from datetime import date

import pytest
from django.db.models import QuerySet

from regulars.customers import counting, listing
from regulars.customers.models import Customer, CustomerMeasures, SavedView

pytestmark = pytest.mark.database

NAME = re.compile(r'<a class="name" href="/customers/\d+/"><bdi>(.*?)</bdi>')


def names(client, query=""):
    response = client.get(f"/customers/{query}")
    assert response.status_code == 200, response.content.decode()[:500]
    return NAME.findall(response.content.decode())


@pytest.fixture
def scored(add, lin, morning):
    """Three customers with figures, one without."""
    return [
        add("甲", owner=lin, measures={"total_spend": 300, "value_class": "high", "stage": "decline", "next_order_due_on": date(2026, 9, 10), "risk_level": "high"}),
        add("乙", owner=lin, measures={"total_spend": 100, "value_class": "low", "stage": "growth", "next_order_due_on": date(2026, 10, 10)}),
        add("丙", owner=lin, measures={"total_spend": 300, "value_class": "middle", "stage": "stability"}),
        add("丁", owner=lin),
    ]  # fmt: skip


@pytest.mark.covers("DB-16")
def test_the_list_shows_what_the_person_may_see_sorted_as_names_are_spoken(
    as_user, lin, sun, wei, wang, shan, teahouse
):
    assert names(as_user(lin)) == ["单雄信", "王小明"]
    assert names(as_user(sun)) == ["观前书吧"]
    assert names(as_user(wei)) == []


@pytest.mark.covers("DB-01")
def test_the_fields_of_a_customer_stand_side_by_side_in_the_words_of_the_trade(as_user, boss, add, morning):
    boss.language = "zh-hans"
    boss.save()
    add(
        "罗美玲", owner=boss, gender="female", hobbies=["arts", "mahjong"], personality=["重面子"], occupation="医生",
        day_year=1980, day_month=9, day_day=28, income_band="high", phones=["13800001234"],
        measures={"order_count": 3, "total_spend": 120},
    )  # fmt: skip
    chosen = "gender,hobbies,personality,age,birthday,occupation,income_band,phone,order_count,total_spend"
    html = as_user(boss).get(f"/customers/?columns={chosen}").content.decode()
    heads = [plain(each) for each in re.findall(r"<th[^>]*scope=\"col\".*?</th>", html, re.S)]
    row = html[html.index(">罗美玲<") :].split("</tr>")[0]
    cells = [plain(each) for each in re.findall(r"<td.*?</td>", row, re.S)]
    assert list(zip(heads[-10:], cells[:10], strict=True)) == [
        ("性别", "女"), ("爱好", "文艺、麻将"), ("性格", "重面子"), ("年龄", "46"), ("生日", "09-28"), ("职业", "医生"),
        ("收入情况", "高"), ("联系电话", "138 0000 1234"), ("订单", "3"), ("累计消费", "¥120"),
    ]  # fmt: skip


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_manager_sees_the_team_and_an_administrator_all(as_user, manager, boss, wang, teahouse, add, wei):
    add("沈志远", owner=wei)
    assert names(as_user(manager)) == ["观前书吧", "王小明"]
    assert names(as_user(boss)) == ["观前书吧", "沈志远", "王小明"]


def test_a_figure_sorts_from_the_largest_and_those_without_come_last_both_ways(as_user, lin, scored):
    client = as_user(lin)
    assert names(client, "?sort=-total_spend") == ["丙", "甲", "乙", "丁"]
    assert names(client, "?sort=total_spend") == ["乙", "甲", "丙", "丁"]


def test_a_class_sorts_by_its_place_not_by_its_letters(as_user, lin, scored):
    assert names(as_user(lin), "?sort=value_class") == ["甲", "丙", "乙", "丁"]


@pytest.mark.parametrize(
    "sort", ["name", "-name", "total_spend", "-total_spend", "value_class", "owner", "-created_at", "city"]
)
def test_pages_go_through_the_whole_list_once_forth_and_back(
    sort, as_user, lin, scored, wang, shan, monkeypatch
):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    client = as_user(lin)
    forth, url = [], f"?sort={sort}"
    while url:
        page = client.get(f"/customers/{url}").content.decode()
        forth.append(NAME.findall(page))
        last, url = url, _link(page, "next")
    assert [len(rows) for rows in forth] == [2, 2, 2]
    assert sorted(name for rows in forth for name in rows) == sorted(
        ["甲", "乙", "丙", "丁", "王小明", "单雄信"]
    )
    back, url = [forth[-1]], _link(client.get(f"/customers/{last}").content.decode(), "prev")
    while url:
        page = client.get(f"/customers/{url}").content.decode()
        back.insert(0, NAME.findall(page))
        url = _link(page, "prev")
    assert back == forth


def _link(page, rel):
    found = re.search(rf'href="([^"]*)" rel="{rel}"', page)
    return found[1].replace("&amp;", "&") if found else ""


def test_the_number_of_queries_does_not_grow_with_the_list(as_user, lin, add, django_assert_max_num_queries):
    client = as_user(lin)
    for number in range(3):
        add(f"客户{number}", owner=lin, phones=[f"1380000000{number}"], tags=[f"标签{number}"])
    client.get("/customers/")
    with django_assert_max_num_queries(13) as few:
        client.get("/customers/?sort=-total_spend")
    for number in range(3, 30):
        add(f"客户{number}", owner=lin, phones=[f"138000000{number:02}"], tags=[f"标签{number}"])
    with django_assert_max_num_queries(len(few)):
        assert len(names(client, "?sort=-total_spend")) == 30


def test_counts_are_exact_until_they_are_rounded_and_say_so(as_user, lin, scored, monkeypatch):
    client = as_user(lin)
    assert "<b>4 customers</b>" in client.get("/customers/").content.decode()
    monkeypatch.setattr(counting, "COUNTED_UP_TO", 3)
    assert re.search(r"<b>(about|more than) \d+ customers</b>", client.get("/customers/").content.decode())


@pytest.mark.parametrize(
    ("guess", "words"), [(15115, "about 15,000"), (3, "more than 3"), (1, "more than 3")]
)
def test_a_guess_below_what_was_counted_is_not_told_as_one(guess, words, wang, shan, add, monkeypatch):
    for name in ("三", "四"):
        add(name)
    monkeypatch.setattr(counting, "COUNTED_UP_TO", 3)
    plan = [{"Plan": {"Plan Rows": guess}}]
    monkeypatch.setattr(QuerySet, "explain", lambda *_args, **_options: json.dumps(plan))
    assert counting.count(Customer.objects.all()).words == words


def test_an_estimate_has_two_figures():
    count = counting.Count(12000)
    count.is_rounded = True
    assert count.words == "about 12,000"


def test_mailbox_and_wechat_stand_in_columns_the_first_that_works(as_user, lin, add):
    customer = add("甲", owner=lin, phones=["13800001234"])
    for kind, value, more in (
        ("email", "old@example.com", {"is_dead": True}),
        ("email", "tea@example.com", {}),
        ("email", "main@example.com", {"is_primary": True}),
        ("wechat", "tea<lover>", {}),
    ):
        customer.contact_points.create(kind=kind, value=value, normalised=value, **more)
    html = as_user(lin).get("/customers/?columns=email,wechat,phone").content.decode()
    row = html[html.index('<th scope="row">') :].split("</tr>")[0]
    assert '<a href="mailto:main@example.com">main@example.com</a>' in row
    assert "tea&lt;lover&gt;</td>" in row
    assert row.count('<a href="tel:13800001234"') == 2
    assert "old@example.com" not in html


def test_columns_are_chosen_and_stand_in_the_address(as_user, lin, scored, wang):
    client = as_user(lin)
    response = client.get(
        "/customers/columns/", {"chosen": "1", "column": ["city", "total_spend"], "sort": "city"}
    )
    assert response.url == "/customers/?sort=city&columns=city,total_spend"
    page = client.get(response.url).content.decode()
    headings = re.findall(r'<th scope="col"[^>]*><a class="sort"[^>]*>([^<]*)</a>', page)
    assert headings == ["Customer", "City ↑", "Total spend"]
    assert '<td class="due-cell" data-label="City"><bdi>杭州</bdi></td>' in page
    assert '<td class="num risk" data-label="Total spend">¥300</td>' in page


def test_late_days_are_said(as_user, lin, scored):
    page = as_user(lin).get("/customers/?f=name:is:甲").content.decode()
    assert '<time datetime="2026-09-10">2026-09-10</time><small class="late">18 days late</small>' in page


@pytest.mark.parametrize(
    "query",
    [
        "sort=user__password",
        "sort=owner__password",
        "columns=password",
        "sort=income_band",
        "after=1",
        "after=x~y",
        "before=-3~a",
        "sort=tags",
    ],
)
def test_what_does_not_exist_is_answered_with_a_sentence(query, as_user, lin, wang):
    response = as_user(lin).get(f"/customers/?{query}")
    assert response.status_code == 400
    assert any(
        sentence in response.content.decode()
        for sentence in ("cannot be sorted", "There is no column", "does not exist")
    )


def test_names_are_shown_as_text_not_as_markup(as_user, lin, add):
    add("<script>alert(1)</script>", owner=lin, city='"><img>', tags=["<b>x</b>"])
    page = as_user(lin).get("/customers/").content.decode()
    assert "<script>alert" not in page
    assert "<img>" not in page
    assert "<b>x</b>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_ready_views_are_those_of_the_trade(as_user, lin, scored, teahouse, add):
    add("公海客户", owner=None)
    client = as_user(lin)
    page = client.get("/customers/").content.decode()
    tabs = re.search(r'<nav class="tabs views".*?</nav>', page, re.DOTALL)[0]
    labels = [label.strip() for label in re.findall(r">([^<>]+)</a>", tabs)]
    assert labels == [
        "All customers",
        "My customers",
        "Due to order",
        "High value, declining",
        "New, 30 days",
        "Neglected",
        "Pool",
    ]
    urls = dict(
        zip(labels, [url.replace("&amp;", "&") for url in re.findall(r'href="([^"]+)"', tabs)], strict=True)
    )
    assert names(client, urls["My customers"]) == ["丙", "丁", "甲", "乙"]
    assert names(client, urls["Due to order"]) == ["甲"]
    assert names(client, urls["High value, declining"]) == ["甲"]
    assert names(client, urls["Pool"]) == ["公海客户"]
    assert sorted(names(client, urls["New, 30 days"])) == sorted(["甲", "乙", "丙", "丁", "公海客户"])


@pytest.mark.covers("CHN-10")
def test_neglected_customers_are_listed_the_longest_silent_first(as_user, lin, scored):
    for customer, days in zip(scored[:3], (200, 0, 300), strict=True):
        CustomerMeasures.objects.filter(pk=customer.pk).update(neglected=days > 0, days_without_contact=days)
    assert names(as_user(lin), "?view=neglected&f=neglected:yes&sort=-days_without_contact") == ["丙", "甲"]


def test_the_counts_of_the_views_come_after_the_page(as_user, lin, scored):
    page = as_user(lin).get("/customers/counts/?view=mine").content.decode()
    assert 'aria-current="page">My customers <span class="fig">4</span>' in page


@pytest.mark.covers("DB-16")
def test_a_view_is_saved_under_a_name_and_seen_by_the_team(as_user, lin, sun, wei, scored):
    client = as_user(lin)
    client.post(
        "/customers/views/save/",
        {
            "f": "stage:in:decline",
            "sort": "-total_spend",
            "name": "要挽回",
            "is_shared": "on",
            "is_pinned": "on",
        },
    )
    view = SavedView.objects.get()
    assert (view.query, view.owner, view.team) == ("f=stage:in:decline&sort=-total_spend", lin, lin.team)
    assert names(client, f"?view=saved-{view.pk}&{view.query}") == ["甲"]
    assert "要挽回" in as_user(sun).get("/customers/").content.decode()
    assert "要挽回" not in as_user(wei).get("/customers/").content.decode()
    assert as_user(wei).post(f"/customers/views/{view.pk}/", {"change": "remove"}).status_code == 404
    assert as_user(sun).post(f"/customers/views/{view.pk}/", {"change": "remove"}).status_code == 403
    assert SavedView.objects.count() == 1
    as_user(lin).post(f"/customers/views/{view.pk}/", {"change": "remove"})
    assert SavedView.objects.count() == 0


def test_an_empty_list_says_what_to_do(as_user, lin):
    page = as_user(lin).get("/customers/").content.decode()
    assert "No customers yet" in page
    assert "Nobody matches" in as_user(lin).get("/customers/?q=xyz").content.decode()


def test_a_part_is_drawn_for_the_search_as_you_type(as_user, lin, wang, shan):
    headers = {"HX-Request": "true", "HX-Target": "div#customers"}
    page = as_user(lin).get("/customers/?q=wxm", headers=headers).content.decode()
    assert page.lstrip().startswith('<div id="customers">')
    assert NAME.findall(page) == ["王小明"]


def test_columns_are_offered_in_groups_who_the_customer_is_first(as_user, lin, wang):
    page = as_user(lin).get("/customers/columns/").content.decode()
    groups = re.findall(r"<(?:legend|h2)[^>]*>([^<]+)</(?:legend|h2)>", page)
    assert [name for name in groups if name in ("Profile", "Reaching", "Care", "Computed")] == [
        "Profile", "Reaching", "Care", "Computed",
    ]  # fmt: skip


@pytest.fixture
def namesakes(add, lin, morning):
    return [
        add("王小明", owner=lin, code="K7", phones=["13800001111"]),
        add("王小明明", owner=lin),
        add("阿王小明", owner=lin, code="K70", phones=["13900001111"]),
    ]


def test_who_is_called_exactly_as_searched_stands_first(as_user, lin, namesakes):
    assert names(as_user(lin), "?q=王小") == ["阿王小明", "王小明", "王小明明"]
    assert names(as_user(lin), "?q=王小明") == ["王小明", "阿王小明", "王小明明"]


@pytest.mark.parametrize("searched", ["K7", "138 0000 1111"])
def test_an_exact_number_or_phone_stands_first(as_user, lin, namesakes, searched):
    assert names(as_user(lin), f"?q={searched}")[0] == "王小明"


def test_an_exact_match_stands_on_one_page_only(as_user, lin, namesakes, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 1)
    client, seen, address = as_user(lin), [], "/customers/?q=王小明"
    while address:
        page = client.get(address).content.decode()
        seen.append(NAME.findall(page))
        following = re.search(r'href="(\?[^"]*)" rel="next"', page)
        address = "/customers/" + following.group(1).replace("&amp;", "&") if following else ""
    assert seen == [["王小明", "阿王小明"], ["王小明明"]]


def test_a_sort_that_was_chosen_goes_before_an_exact_match(as_user, lin, namesakes):
    assert names(as_user(lin), "?q=王小明&sort=-name")[-1] == "阿王小明"


def test_the_search_box_too_shows_the_exact_match_first(as_user, lin, namesakes):
    shown = as_user(lin).get("/search/suggest?q=王小明").content.decode()
    assert shown.index("<bdi>王小明</bdi>") < shown.index("<bdi>阿王小明</bdi>")


def test_without_a_customer_the_list_leads_to_the_import(as_user, lin, reader, morning):
    assert (
        'class="btn btn-primary" href="/customers/import/"'
        in as_user(lin).get("/customers/").content.decode()
    )
    assert (
        'class="btn btn-primary" href="/customers/import/"'
        not in as_user(reader).get("/customers/").content.decode()
    )
