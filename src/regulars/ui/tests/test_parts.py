"""Components draw what they are given, and nothing that was stored can become markup."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict
from django.template import engines
from django.utils import translation

from regulars.ui.charts import BoardMove, BoardStage, Chart, HeatCell, HeatRow, Point, Series, board, shaded
from regulars.ui.forms import Choice
from regulars.ui.tables import Cell, Column, Pager, Table, with_query
from regulars.ui.templatetags import ui

HOSTILE = '<img src=x onerror="alert(1)">'


def draw(source, **context):
    return engines["django"].from_string(source).render(context)


def part(template, /, **context):
    return draw(f'{{% include "ui/parts/{template}.html" %}}', **context)


@pytest.mark.parametrize(
    ("key", "zh", "en", "at"),
    [
        ("exploration", "考察期", "Exploration", 0),
        ("growth", "发展期", "Growth", 9),
        ("stability", "稳定期", "Stability", 18),
        ("decline", "退化期", "Decline", 27),
    ],
)
def test_a_stage_is_a_position_with_its_word(key, zh, en, at):
    with translation.override("zh-hans"):
        assert zh in draw("{% stage key %}", key=key)
    with translation.override("en"):
        html = draw("{% stage key %}", key=key)
    assert en in html
    assert f'<rect class="on" x="{at}"' in html
    assert html.count("<rect") == 4
    assert html.count('class="on"') == 1


def test_an_unknown_stage_or_value_class_draws_nothing():
    assert draw("{% stage key %}{% value_class key %}", key="").strip() == ""


def test_only_high_value_is_emphasised():
    with translation.override("zh-hans"):
        assert draw("{% value_class 'high' %}") == '<span class="tag tag-high">高价值</span>'
        assert draw("{% value_class 'low' %}") == '<span class="tag">低价值</span>'


def test_a_phone_number_is_dialled_by_its_digits():
    assert draw("{{ n|tel }}", n="+86 138-0571 2290") == "tel:+8613805712290"
    assert draw("{{ n|tel }}", n="javascript:alert(1)") == ""


def test_stored_words_are_shown_and_never_obeyed():
    card = SimpleNamespace(
        id=1,
        name=HOSTILE,
        url="/c/1/",
        is_firm=False,
        value_class="high",
        stage="decline",
        reason=HOSTILE,
        todo=HOSTILE,
        words=HOSTILE,
        words_url="",
        phone="1",
        outcomes=[],
    )
    pieces = [
        part("care", card=card),
        part("due", name=HOSTILE, url="#", text=HOSTILE, when=HOSTILE, late=HOSTILE),
        part("manner", do=HOSTILE, avoid=HOSTILE),
        part("facts", facts=[{"label": "x", "value": HOSTILE, "source": HOSTILE}]),
        part("timeline", entries=[{"kind": HOSTILE, "text": HOSTILE, "details": [{"text": HOSTILE}]}]),
        part(
            "measures",
            measures=[{"label": HOSTILE, "value": HOSTILE, "says": HOSTILE, "steps": [(HOSTILE, HOSTILE)]}],
        ),
        part("empty", title=HOSTILE, text=HOSTILE),
        part("suggestion", suggestion=SimpleNamespace(label=HOSTILE, detail=HOSTILE, url="#", icon="x")),
        part(
            "chart",
            chart=Chart(
                name="x",
                summary=HOSTILE,
                series=[Series(HOSTILE, [Point(1, said=HOSTILE)])],
                categories=[HOSTILE],
            ),
        ),
    ]
    for html in pieces:
        assert "<img" not in html
        assert "onerror=&quot;" in html or "onerror=" not in html or "\\u003Cimg" in html


def test_no_part_of_the_interface_carries_script_or_style_of_its_own():
    from pathlib import Path

    from regulars import ui

    templates = Path(ui.__file__).parent / "templates"
    for template in templates.rglob("*.html"):
        text = template.read_text()
        assert "<style" not in text, template
        assert ' style="' not in text, template
        assert " onclick" not in text, template
        assert "hx-on" not in text, template
        assert "<script>" not in text, template


PEOPLE = [
    SimpleNamespace(pk=1, name="周文斌", spend=Decimal("6130")),
    SimpleNamespace(pk=2, name="黄丽华", spend=None),
]


def table(**more):
    columns = [
        Column(
            key="name",
            label="Customer",
            kind="name",
            sort="name",
            read=lambda row: Cell(row.name, url=f"/c/{row.pk}/"),
        ),
        Column(
            key="spend",
            label="Spend",
            kind="money",
            sort="spend",
            read=lambda row: Cell(row.spend, currency="CNY"),
        ),
    ]
    return Table(name="people", label="People", columns=columns, records=PEOPLE, **more)


def test_a_list_has_a_row_for_each_record_and_says_nothing_for_what_is_missing():
    html = part("table", table=table())
    assert html.count("<tr") == 3
    assert '<span class="fig">¥6,130</span>' in html
    assert '<a class="name" href="/c/2/"><bdi>黄丽华</bdi></a>' in html
    assert "None" not in html


def test_a_heading_sorts_and_turns_the_order_around_and_forgets_the_page():
    query = QueryDict("q=茶&tag=1&tag=2&after=77&sort=-spend")
    headings = table(query=query, sorted_by="-spend").headings()
    assert headings[1].direction == "descending"
    assert headings[1].url == "?q=%E8%8C%B6&tag=1&tag=2&sort=spend"
    assert (headings[0].direction, headings[0].url) == ("", "?q=%E8%8C%B6&tag=1&tag=2&sort=name")


def test_an_address_changes_in_one_place_and_keeps_the_rest():
    assert with_query(QueryDict("a=1&b=2"), b="") == "?a=1"
    assert with_query(None, after=5) == "?after=5"


def test_picked_rows_are_ticked_and_each_tick_names_its_row():
    html = part("table", table=table(picks=True, picked=frozenset({2}), row_label=lambda row: row.name))
    assert html.count("data-pick ") + html.count("data-pick\n") >= 1
    assert 'value="2" data-pick checked' in html
    assert "周文斌" in html.split('value="1"')[1].split(">")[0]


def test_a_list_without_further_pages_has_no_pager():
    assert "pager" not in part("table", table=table())
    assert 'rel="next"' in part("table", table=table(pager=Pager("1–2", "?after=2")))


def test_the_key_of_a_chart_shows_bars_as_blocks_and_lines_as_lines():
    bars, line = Series("Did", [Point(1)], shape="bar"), Series("Foreseen", [Point(1)], "comparison")
    chart = Chart(name="c", summary="Orders", series=[bars, line], categories=["08"], category_label="Month")
    html = part("chart", chart=chart)
    assert html.count('<path class="tone-ours block" d="M7 5H19"/>') == 1
    assert html.count('<path class="tone-comparison" d="M0 5H26"/>') == 1


def test_behind_each_chart_is_a_table_with_the_same_figures_and_links():
    chart = Chart(
        name="revenue",
        summary="September ¥86,300",
        unit="CNY",
        categories=["08", "09"],
        category_label="Month",
        series=[Series("This year", [Point(73000, href="/o/?m=8"), Point(None)], shape="bar")],
    )
    html = part("chart", chart=chart)
    assert '<a href="/o/?m=8">¥73,000</a>' in html
    assert 'aria-label="September ¥86,300"' in html
    assert chart.rows() == [("08", [("¥73,000", "/o/?m=8")]), ("09", [("", "")])]
    assert chart.data()["series"][0]["points"][0]["said"] == "¥73,000"
    assert chart.data()["series"][0]["points"][1]["value"] is None


def test_a_heat_map_shades_from_its_lowest_to_its_highest_value():
    rows = shaded([HeatRow("01", 128, [HeatCell(0.21), HeatCell(0.47), HeatCell(0.34), HeatCell(None)])])
    assert [cell.level for cell in rows[0].cells] == [1, 6, 4, 0]


def test_a_heat_map_of_one_value_does_not_fail():
    assert shaded([HeatRow("01", 1, [HeatCell(0.5)])])[0].cells[0].level == 1
    assert shaded([]) == []


def test_the_stage_board_has_a_move_between_neighbours():
    stages = [BoardStage(key, 1) for key in ("exploration", "growth", "stability", "decline")]
    places = board(stages, [BoardMove(68), BoardMove(52, 8), BoardMove(34, 3)])
    assert [place["move"].onward if place["move"] else None for place in places] == [68, 52, 34, None]
    assert part("board", board=places).count("<svg") == 4 + 4 + 3 + 2


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="At the top of every page.")
    kind = forms.ChoiceField(label="Kind", choices=[("p", "Person"), ("f", "Firm")], widget=Choice)
    agreed = forms.BooleanField(label="Agreed", required=False)


def test_a_field_has_label_help_and_its_error_in_words():
    with translation.override("en"):
        html = str(Sample({"kind": "f", "agreed": "on"}))
    assert '<label class="field-label" for="id_name">Name</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "This field is required." in html
    assert '<p class="field-help" id="id_name_helptext">At the top of every page.</p>' in html
    assert 'value="f" checked' in html
    assert 'class="form-check-input"' in html
    assert ' style="' not in html


def test_a_day_in_a_list_is_machine_readable(morning):
    assert draw("{{ d|day }}", d=date(2026, 9, 28)) == '<time datetime="2026-09-28">2026-09-28</time>'
    assert draw("{{ d|day }}", d=None) == ""


def test_a_number_copied_from_the_page_has_no_gaps():
    assert ui.phone("13800001368") == (
        '<span class="phone-number"><span>138</span><span>0000</span><span>1368</span></span>'
    )
    assert "<script" not in ui.phone("<script>")


def test_a_day_inside_a_sentence_never_breaks_over_two_lines():
    assert ui.whole_days("Last order 2026-08-03 <b>") == (
        'Last order <span class="nowrap">2026-08-03</span> &lt;b&gt;'
    )
    assert ui.whole_days("Order 12026-08-031") == "Order 12026-08-031"
