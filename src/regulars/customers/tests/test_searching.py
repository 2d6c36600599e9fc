"""Finding customers."""

import pytest

from regulars.customers.models import Customer, SearchEntry
from regulars.customers.pinyin import pinyin_key
from regulars.customers.searching import Findable, entries_for, reindex, search, write_entries

pytestmark = pytest.mark.database


def found(user, text):
    return [customer.name for customer in search(Customer.objects.visible_to(user), text).order_by("pk")]


def listed(client, text):
    page = client.get("/customers/", {"q": text}).content.decode()
    return [name for name in ("王小明", "单雄信", "观前书吧") if f"<bdi>{name}</bdi>" in page]


@pytest.mark.covers("DB-16")
@pytest.mark.parametrize(
    "text",
    ["王小明", "小明", "明", "wangxiaoming", "wangxm", "wxm", "xiaoming", "wang xiao ming", "WangXM", "ｗａｎｇｘｍ", "1380",
     "0000 1234", "+86 138-0000-1234", "13800001234", "wang.xm@ex", "云雾", "爱喝普洱", "普洱 1234", "杭州"],
)  # fmt: skip
def test_a_customer_is_found_by_part_of_name_pinyin_initials_phone_email_firm_and_tag(
    text, as_user, lin, wang, shan
):
    assert listed(as_user(lin), text) == ["王小明"]


@pytest.mark.parametrize("text", ["明小", "wangxh", "wmx", "9999", "138", "wang shan", "%", "_", "\\", "'"])
def test_what_a_customer_does_not_have_finds_nobody(text, lin, wang, shan):
    assert found(lin, text) == []


def test_a_surname_is_found_as_it_is_spoken(lin, shan):
    assert found(lin, "shanxx") == ["单雄信"]
    assert found(lin, "danxx") == []


def test_a_name_with_two_readings_is_found_by_both(add, lin):
    add("陈乐", owner=lin)
    assert found(lin, "chenle") == found(lin, "chenyue") == ["陈乐"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("单小明", "shan xiao ming"), ("仇英", "qiu ying"), ("查良", "zha liang"), ("解元", "xie yuan"), ("曾国", "zeng guo"),
        ("区乐", "ou le"), ("盖宽", "ge kuan"), ("朴树", "piao shu"), ("尉迟恭", "yu chi gong"), ("长孙无忌", "zhang sun wu ji"),
        ("重庆火锅", "chong qing huo guo"), ("长沙商行", "chang sha shang hang"), ("Zoë Miller", "zoë miller"), ("李Bob", "li bob"),
    ],
)  # fmt: skip
def test_lists_sort_by_how_a_name_is_spoken(name, key):
    assert pinyin_key(name) == key


@pytest.mark.parametrize("text", ["zoe", "ZOË", "mill", "zm", "z"])
def test_a_latin_name_is_found_by_parts_and_without_its_accents(text, add, lin):
    add("Zoë Miller", owner=lin)
    assert found(lin, text) == ["Zoë Miller"]


def test_rare_signs_are_found_too(add, lin):
    add("𠮷野家", owner=lin)
    assert found(lin, "𠮷野") == ["𠮷野家"]


@pytest.mark.covers("DB-09")
def test_hobbies_are_found(add, lin, wang):
    add("罗美玲", owner=lin, hobbies=["mahjong"])
    assert found(lin, "麻将") == found(lin, "mahjong") == ["罗美玲"]


def test_sensitive_words_find_nobody(add, boss):
    add(
        "罗美玲",
        owner=boss,
        personality=["重面子"],
        association="读书会",
        financial_situation="欠款",
        income_band="high",
    )
    assert [found(boss, word) for word in ("重面子", "读书会", "欠款", "high")] == [[], [], [], []]


def test_a_colleague_of_another_team_finds_nothing(wei, wang):
    assert found(wei, "小明") == []


def test_the_search_box_finds_customers_and_actions(as_user, lin, wang):
    client = as_user(lin)
    assert f"/customers/{wang.pk}/" in client.get("/search/suggest", {"q": "wxm"}).content.decode()
    assert "/customers/new/" in client.get("/search/suggest", {"q": "new cust"}).content.decode()
    assert f"/customers/{wang.pk}/" in client.get("/search/", {"q": "1234"}).content.decode()


def test_entries_written_in_bulk_are_those_written_one_by_one(wang, shan):
    one_by_one = {e.pk: (set(e.pieces), e.haystack) for e in SearchEntry.objects.all()}
    from regulars.customers.searching import findable

    write_entries([findable(customer) for customer in Customer.objects.all()])
    assert {e.pk: (set(e.pieces), e.haystack) for e in SearchEntry.objects.all()} == one_by_one
    assert reindex([wang.pk, shan.pk]) == 2
    assert {e.pk: (set(e.pieces), e.haystack) for e in SearchEntry.objects.all()} == one_by_one


def test_what_a_name_is_found_by_is_small():
    ((pk, pieces, haystack),) = entries_for([Findable(7, ["王小明"], ["13800001234"])])
    assert pk == 7
    assert haystack == "王小明\nwangxiaoming\nwangxm\nwxm\nxiaoming\nxm\n13800001234"
    assert {"王", "小明", "wxm", "1380", "1234"} <= set(pieces)
    assert len(pieces) == len(set(pieces)) == 31
