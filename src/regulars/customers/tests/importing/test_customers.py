"""What a file of customers does, row by row."""

from decimal import Decimal

import pytest

from regulars.customers import binning
from regulars.customers.importing import engine
from regulars.customers.models import ContactPoint, Customer, CustomerTag, Fact, SearchEntry
from regulars.customers.tests.importing.files import applied, checked, reasons, received, verdicts

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MEMBERS = """会员号,姓名,手机,邮箱,性别,生日,爱好,标签,营销同意,城市,信用额度
0017,王秀兰,13800138000,wang@example.com,女,1968-02-11,"文艺、麻将",VIP,是,绍兴,5000
0018,何静,139 0013 9000,,女,农历八月十五,,"老客户、VIP",,杭州,
"""


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, morning):
    settings.REGULARS_FILES = tmp_path


def test_members_come_in_with_everything_their_file_says():
    run = applied(MEMBERS, department="")
    wang = Customer.objects.get(code="0017")
    assert verdicts(run) == {"new": 2}
    assert (wang.name, wang.gender, wang.city, wang.hobbies) == (
        "王秀兰",
        "female",
        "绍兴",
        ["arts", "mahjong"],
    )
    assert (wang.day_year, wang.day_month, wang.day_day, wang.day_calendar) == (1968, 2, 11, "solar")
    assert wang.credit_limit == Decimal("5000.00")
    assert wang.owner is None
    assert wang.pinyin == "wang xiu lan"
    points = wang.contact_points.order_by("kind").values_list("kind", "value", "normalised", "is_primary")
    assert list(points) == [
        ("email", "wang@example.com", "wang@example.com", True),
        ("phone", "13800138000", "+8613800138000", True),
    ]
    assert list(wang.consents.values_list("purpose", "channel", "is_granted", "how")) == [
        ("marketing", "any", True, "members.csv")
    ]
    assert list(wang.customer_tags.values_list("tag__name", flat=True)) == ["VIP"]


def test_a_lunar_birthday_without_a_year_stays_lunar():
    applied(MEMBERS)
    he = Customer.objects.get(code="0018")
    assert (he.day_calendar, he.day_year, he.day_month, he.day_day) == ("lunar", None, 8, 15)


def test_imported_customers_are_found_at_once():
    from regulars.customers.searching import search

    applied(MEMBERS)
    for text in ("秀兰", "wangxl", "wxl", "8000", "wang@example.com", "绍兴"):
        assert [c.name for c in search(Customer.objects.all(), text)] == ["王秀兰"], text
    assert {c.name for c in search(Customer.objects.all(), "VIP")} == {"王秀兰", "何静"}
    applied("会员号,标签\n0018,茶友\n")
    assert [c.name for c in search(Customer.objects.all(), "茶友")] == ["何静"]


def test_every_detail_is_a_fact_with_source_and_day():
    run = applied(MEMBERS, fact_source="survey", collected_on="2026-09-01", collector="Lin Xiaotong")
    fact = Fact.objects.get(customer__code="0017", field="city")
    told = (
        fact.value,
        fact.previous,
        fact.source,
        fact.collected_on.isoformat(),
        fact.collected_by,
        fact.import_id,
    )
    assert told == ("绍兴", None, "survey", "2026-09-01", "Lin Xiaotong", run.pk)
    assert not Fact.objects.filter(field__in=("code", "kind")).exists()


@pytest.mark.covers("DI-05")
def test_the_same_file_twice_changes_nothing():
    applied(MEMBERS)
    before = list(Customer.objects.order_by("pk").values())
    facts = Fact.objects.count()
    again = applied(MEMBERS)
    assert verdicts(again) == {"same": 2}
    assert list(Customer.objects.order_by("pk").values()) == before
    assert (Fact.objects.count(), ContactPoint.objects.count(), CustomerTag.objects.count()) == (facts, 3, 3)
    assert SearchEntry.objects.count() == 2


def test_a_dry_run_counts_and_writes_nothing():
    run = checked(MEMBERS)
    assert verdicts(run) == {"new": 2}
    assert run.state == "checked"
    assert run.counts["without_consent"] == 1
    assert not Customer.objects.exists()


def test_a_customer_is_known_by_code_then_phone_then_e_mail():
    applied(MEMBERS)
    run = applied(
        "会员号,姓名,手机,邮箱,城市\n"
        "0017,王秀兰,,,上海\n"
        ",何静,+86 139-0013-9000,,宁波\n"
        ",,,WANG@example.com,上海\n"
        ",新人,13700137000,,苏州\n"
    )
    assert verdicts(run) == {"new": 1, "changed": 2, "duplicate": 1}
    assert reasons(run) == [(4, "邮箱", "twice_in_file")]
    assert dict(Customer.objects.values_list("name", "city")) == {
        "王秀兰": "上海",
        "何静": "宁波",
        "新人": "苏州",
    }
    history = Fact.objects.filter(customer__code="0017", field="city").order_by("pk")
    assert list(history.values_list("previous", "value")) == [(None, "绍兴"), ("绍兴", "上海")]


def test_a_second_phone_is_added_and_the_first_kept():
    applied(MEMBERS)
    run = applied("会员号,手机\n0017,13600136000\n")
    assert verdicts(run) == {"changed": 1}
    points = ContactPoint.objects.filter(customer__code="0017", kind="phone").order_by("pk")
    assert list(points.values_list("value", "is_primary")) == [("13800138000", True), ("13600136000", False)]


def test_an_empty_cell_wipes_nothing_out():
    applied(MEMBERS)
    assert verdicts(applied("会员号,城市,性别\n0017,,\n")) == {"same": 1}
    assert Customer.objects.get(code="0017").city == "绍兴"


def test_a_field_may_be_filled_only_where_it_is_empty():
    applied(MEMBERS)
    run = applied("会员号,城市,职业\n0017,上海,教师\n", fill_only=["city", "occupation"])
    wang = Customer.objects.get(code="0017")
    assert verdicts(run) == {"changed": 1}
    assert (wang.city, wang.occupation) == ("绍兴", "教师")


def test_duplicates_inside_the_file_are_named_with_their_first_row():
    run = checked(
        "会员号,姓名,手机\nA,甲,13800138000\nA,甲,13800138000\n,乙,+8613800138000\nB,丙,13700137000\n"
    )
    assert verdicts(run) == {"new": 2, "duplicate": 2}
    assert [(row.row_number, row.code, row.params["row"]) for row in run.rows.order_by("row_number")] == [
        (3, "twice_in_file", 2),
        (4, "twice_in_file", 2),
    ]


def test_a_phone_of_somebody_with_another_name_waits_for_a_decision():
    applied(MEMBERS)
    text = "姓名,手机,城市\n王小兰,13800138000,南京\n"
    run = checked(text)
    assert verdicts(run) == {"duplicate": 1}
    assert reasons(run) == [(2, "手机", "other_name")]
    same = applied(text, decisions={"2": "update"})
    assert verdicts(same) == {"changed": 1}
    assert Customer.objects.get(code="0017").name == "王小兰"


def test_a_possible_duplicate_may_be_another_customer_after_all():
    applied(MEMBERS)
    run = applied("姓名,手机\n王小兰,13800138000\n", decisions={"2": "new"})
    assert verdicts(run) == {"new": 1}
    assert Customer.objects.count() == 3


@pytest.mark.parametrize("row", ["0017,王秀兰,,", ",新名字,+86 138 0013 8000,", ",,,Wang@Example.com"])
def test_who_is_in_the_recycle_bin_does_not_come_back_by_a_file(row, boss):
    applied(MEMBERS)
    binning.delete(Customer.objects.get(code="0017"), by=boss)
    text = f"会员号,姓名,手机,邮箱\n{row}\n"
    run = applied(text)
    assert (verdicts(run), [code for _row, _column, code in reasons(run)]) == ({"duplicate": 1}, ["in_bin"])
    assert Customer.objects.count() == 2
    assert verdicts(applied(text, decisions={"2": "new"})) == {"new": 1}


def test_the_phone_of_one_customer_and_the_mail_of_another_decide_nothing():
    applied(MEMBERS)
    run = applied("手机,邮箱,城市\n13900139000,wang@example.com,南京\n")
    assert verdicts(run) == {"duplicate": 1}
    assert reasons(run) == [(2, "手机", "several_match")]
    assert not Customer.objects.filter(city="南京").exists()


def test_an_owner_in_the_file_does_not_take_a_customer_from_a_colleague(lin, sun, boss):
    applied("会员号,姓名,负责人\nA,甲,Lin Xiaotong\nB,乙,\n", by=boss)
    run = applied("会员号,姓名,负责人\nA,甲,Sun Li\nB,乙,sun\n", by=boss)
    assert verdicts(run) == {"changed": 1, "same": 1}
    assert reasons(run) == [(2, "负责人", "other_owner")]
    assert dict(Customer.objects.values_list("code", "owner__username")) == {"A": "lin", "B": "sun"}
    assert Customer.objects.get(code="B").team == sun.team


def test_staff_do_not_change_a_customer_they_may_not_see(lin, wei):
    applied("会员号,姓名,手机\nA,甲,13800138000\n", by=wei, owner=wei.pk)
    run = applied("会员号,姓名,手机,城市\nA,甲,13800138000,上海\n", by=lin)
    assert verdicts(run) == {"duplicate": 1}
    assert reasons(run) == [(2, "手机", "of_colleague")]
    assert Customer.objects.get(code="A").city == ""


def test_rows_that_say_nobody_and_cells_that_cannot_be_read_are_named():
    run = checked(
        "姓名,手机,生日,负责人,城市\n甲,1.38E+10,1985-13-02,小丽,\n,,,,杭州\n乙,13800138000,5/6/90,,\n"
    )
    assert verdicts(run) == {"error": 3}
    assert reasons(run) == [
        (2, "手机", "digits_lost"),
        (2, "生日", "no_such_day"),
        (2, "负责人", "unknown_person"),
        (3, "姓名", "nobody"),
        (4, "生日", "ambiguous_date"),
    ]


def test_corrections_are_read_instead_of_the_cells():
    run = received("姓名,手机,生日\n甲,1.38E+10,5/6/90\n乙,13800138001,25/6/90\n")
    run.corrections = {"2": {"1": "13800138000"}}
    run.options["date_orders"] = {"2": "dmy"}
    run.save()
    engine.apply(run)
    assert verdicts(run) == {"new": 2}
    assert list(Customer.objects.order_by("name").values_list("name", "day_month", "day_day")) == [
        ("乙", 6, 25),
        ("甲", 6, 5),
    ]


def test_a_file_without_one_readable_row_changes_nothing():
    rows = "".join(f"甲{number},12\n" for number in range(300))
    run = applied("姓名,手机\n" + rows)
    assert verdicts(run) == {"error": 300}
    assert run.state == "done"
    assert not Customer.objects.exists()


def test_columns_of_our_own_are_kept_beside(boss):
    from regulars.customers.models import CustomField

    CustomField.objects.create(key="budget", label_en="Budget", type="number")
    run = applied("姓名,手机,预算\n甲,13800138000,3000\n", mapping={"2": "custom:budget"})
    assert verdicts(run) == {"new": 1}
    assert Customer.objects.get().custom == {"budget": 3000}
    again = applied("姓名,手机,预算\n甲,13800138000,3000\n", mapping={"2": "custom:budget"})
    assert verdicts(again) == {"same": 1}


@pytest.mark.parametrize("header", ["手机", "手机号", "联系电话", "Mobile", "ＭＯＢＩＬＥ", " mobile phone "])
def test_a_phone_column_is_known_by_its_synonyms(header):
    assert received(f"姓名,{header}\n甲,13800138000\n").mapping == {"0": "name", "1": "phone"}


def test_two_columns_that_could_be_the_phone_are_left_to_be_chosen():
    assert received("姓名,手机,联系电话\n甲,13800138000,13700137000\n").mapping == {
        "0": "name",
        "1": "",
        "2": "",
    }


def test_text_is_stored_exactly():
    remark = "𠮷 =cmd 👩‍👩‍👧 \\N \\t end"
    applied(f'姓名,手机,备注\n𠮷田\\,13800138000,"{remark}\n\tzwei"\n')
    customer = Customer.objects.get()
    assert (customer.name, customer.remark) == ("𠮷田\\", f"{remark}\n\tzwei")


@pytest.mark.parametrize(
    "sign", ["\x01", "\x0b", "\x85", "\u2028", "\u202e", "\ufe0f", "\ufffe", "\U0010ffff", "𬭩"]
)
def test_a_strange_sign_within_a_text_stays_where_it_is(sign):
    applied(f"姓名,备注\n甲,a{sign}b\n")
    assert Customer.objects.get().remark == f"a{sign}b"


@pytest.mark.parametrize(
    "headers", ["姓名,手机,手机", "Name,name,手机", "姓 名,姓 名,手机", "Ｎａｍｅ,NAME,手机"]
)
def test_of_columns_that_are_called_alike_none_is_taken_unasked(headers):
    run = received(f"{headers}\n甲,乙,13800138000\n")
    assert sorted(filter(None, run.mapping.values())) == (
        ["name"] if headers[0] == "姓" and "手机,手机" in headers else ["phone"]
    )


@pytest.mark.parametrize(
    ("cell", "code"),
    [("-3", "number_negative"), ("三十", "not_a_number"), ("32768", "number_too_large"), ("1E+999", "not_a_number"), ("12.5", "not_whole")],
)  # fmt: skip
def test_a_number_that_cannot_be_says_why(cell, code):
    assert reasons(checked(f"姓名,年龄\n甲,{cell}\n")) == [(2, "年龄", code)]


def test_department_and_owner_hold_for_rows_that_do_not_say(lin, boss):
    run = received("姓名,手机,来源部门\n甲,13800138000,\n乙,13800138001,客服\n", by=boss, owner=lin.pk)
    run.department = "marketing"
    run.save()
    engine.apply(run)
    assert list(Customer.objects.order_by("name").values_list("name", "department", "owner__username")) == [
        ("乙", "service", "lin"),
        ("甲", "marketing", "lin"),
    ]
