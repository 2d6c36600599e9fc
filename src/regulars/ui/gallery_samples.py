"""The sample tea shop of the gallery, in both languages."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.utils.html import format_html

from regulars.ui.charts import (
    BoardMove,
    BoardStage,
    Chart,
    Guide,
    HeatCell,
    HeatRow,
    Point,
    Series,
    board,
    shaded,
)
from regulars.ui.tables import Cell, Column, Pager, Table

Pick = Callable[[str, str], str]

MENU = [
    ("today", ("今日", "Today"), "today", 6),
    ("customers", ("客户", "Customers"), "people", None),
    ("orders", ("订单", "Orders"), "orders", None),
    ("insights", ("洞察", "Insights"), "insights", None),
    ("campaigns", ("活动", "Campaigns"), "campaigns", None),
    ("members", ("会员", "Members"), "members", None),
    ("service", ("服务", "Service"), "service", 2),
    ("feedback", ("反馈", "Feedback"), "feedback", None),
    ("deals", ("商机", "Deals"), "deals", None),
    ("events", ("聚会", "Events"), "events", None),
    ("knowledge", ("知识", "Knowledge"), "knowledge", None),
    ("reports", ("报表", "Reports"), "reports", None),
    ("settings", ("设置", "Settings"), "settings", None),
]


def picker(lang: str) -> Pick:
    return lambda zh, en: zh if lang.startswith("zh") else en


def today(_: Pick) -> dict[str, Any]:
    return {
        "promises": _promises(_),
        "requests": _requests(_),
        "cards": _cards(_),
        "heading": _("今日", "Today"),
        "t": _texts(_),
    }


def _promises(_: Pick) -> list[dict[str, Any]]:
    return [
        {
            "name": _("周文斌", "Zhou Wenbin"),
            "text": _("桂花龙井窨好后留两罐并通知", "Keep two tins of osmanthus tea, tell him"),
            "when": _("应在 9 月 25 日", "due 25 September"),
            "late": _("逾期 3 天", "3 days late"),
        },
        {
            "name": _("甬江贸易", "Yongjiang Trading"),
            "text": _("寄出中秋礼盒的发票", "Post the invoice for the boxes"),
            "when": _("应在 9 月 27 日", "due 27 September"),
            "late": _("逾期 1 天", "1 day late"),
        },
    ]


def _requests(_: Pick) -> list[dict[str, Any]]:
    return [
        {
            "name": _("徐家豪", "Xu Jiahao"),
            "text": _("“低咖啡因的那款还有吗？”", "“Is the low-caffeine one still there?”"),
            "when": _("微信，9 月 26 日 16:20", "WeChat, 26 September 16:20"),
            "late": _("等了 2 天", "2 days"),
        },
        {
            "name": _("观前书吧", "Guanqian Books"),
            "text": _("“十月的样茶能先寄一份吗？”", "“Could you post October’s sample?”"),
            "when": _("电话留言，昨天 10:05", "Voicemail, yesterday 10:05"),
            "late": _("等了 1 天", "1 day"),
        },
    ]


def _cards(_: Pick) -> list[SimpleNamespace]:
    outcomes = [
        SimpleNamespace(label=_(*words), url="#", value=value, is_link=value != "done")
        for value, words in [
            ("done", ("已完成", "Done")),
            ("no_answer", ("未接通", "No answer")),
            ("postponed", ("延后", "Postpone")),
            ("not_needed", ("无需…", "Not needed…")),
        ]
    ]
    late = format_html('<b class="watch">{}</b>', _("已晚 24 天", "24 days late"))
    on = format_html("<time>2026-08-03</time>")
    reason = _(
        "上次下单 {}，平时每 32 天一次，{}；答应留的桂花龙井也还没通知他。",
        "Last order {}, usually every 32 days, {}; the osmanthus Longjing we promised to set aside was never announced.",
    )
    return [
        SimpleNamespace(
            id=1,
            name=_("周文斌", "Zhou Wenbin"),
            url="#",
            is_firm=False,
            value_class="high",
            stage="decline",
            reason=format_html(reason, on, late),
            todo=_("先兑现承诺，再问茶喝得怎样。", "Keep the promise first, then ask how the tea has been."),
            words=_(
                "周先生您好，我是云雾茶行晓彤。桂花龙井好了，给您留了两罐，比答应的晚了三天，抱歉。八月那两罐明前龙井还合口吗？",
                "Hello Mr Zhou, this is Xiaotong from Yunwu Tea. The osmanthus Longjing is ready and two tins have your name on them. It is three days later than I promised, I am sorry.",
            ),
            words_url="#",
            phone="138 0571 2290",
            outcomes=outcomes,
        ),
        SimpleNamespace(
            id=2,
            name=_("清河坊茶馆", "Qinghefang Tea House"),
            url="#",
            is_firm=True,
            value_class="high",
            stage="stability",
            reason=format_html(
                _(
                    "每 14 天补一次货，上次 {} 订了 ¥6,480，{}；国庆前一周比平时多订 35%。",
                    "Restocks every 14 days, last {} for ¥6,480, {}; 35% more than usual the week before the holiday.",
                ),
                format_html("<time>2026-09-16</time>"),
                format_html("<b>{}</b>", _("后天该补", "due the day after tomorrow")),
            ),
            todo=_(
                "发补货清单给沈店长，问国庆要不要多备。",
                "Send Ms Shen the list, ask whether she wants more for the holiday.",
            ),
            words=_(
                "沈店长好，按上次的量给您列好了补货单。去年国庆前您加了八斤碧螺春，今年要不要也先留出来？",
                "Hello Ms Shen, the list is ready, the same amounts as last time. Last year you added eight jin of Biluochun before the holiday: shall I set it aside again?",
            ),
            words_url="#",
            phone="",
            contact_url="#",
            contact_label=_("发微信给沈店长", "Message Ms Shen on WeChat"),
            outcomes=outcomes,
        ),
    ]


def customer(_: Pick) -> dict[str, Any]:
    return {
        "name": _("周文斌", "Zhou Wenbin"),
        "tabs": [
            {"label": _(*words), "url": "#", "count": count, "is_active": place == 0}
            for place, (words, count) in enumerate(
                [
                    (("总览", "Overview"), ""),
                    (("来往", "Timeline"), 63),
                    (("订单", "Orders"), 28),
                    (("承诺", "Promises"), 15),
                    (("修改记录", "Changes"), ""),
                ]
            )
        ],
        "facts": [
            {
                "label": _("电话", "Phone"),
                "value": "138 0571 2290",
                "url": "tel:13805712290",
                "source": "2026-05-30",
            },
            {"label": _("微信", "WeChat"), "value": _("已加企业微信", "Connected")},
            {
                "label": _("生日", "Birthday"),
                "value": _("1979-11-06，46 岁", "1979-11-06, 46"),
                "source": "2024-11-02",
            },
            {"label": _("职业", "Work"), "value": _("建筑设计师", "Architect")},
            {
                "label": _("家庭", "Family"),
                "value": _("妻子；女儿在英国读书", "Wife; daughter studies in England"),
            },
            {"label": _("口味", "Taste"), "value": _("清香绿茶，不喝拼配", "Fresh green tea, no blends")},
            {"label": _("爱好", "Hobbies"), "value": _("文艺、徒步", "Arts, hiking")},
            {"label": _("地址", "Address"), "ask": _("补上收货地址", "Add an address"), "url": "#"},
        ],
        "consents": [
            {"label": _("电话", "Phone"), "value": _("同意", "Yes")},
            {"label": _("短信", "SMS"), "value": _("已退订", "Opted out"), "tone": "late"},
        ],
        "kinds": [
            ("call", _("电话", "Call")),
            ("wechat", _("微信", "WeChat")),
            ("visit", _("面访", "Visit")),
            ("sms", _("短信", "SMS")),
            ("note", _("便签", "Note")),
        ],
        "timeline": _timeline(_),
        "measures": _measures(_),
        "t": _texts(_),
    }


def _timeline(_: Pick) -> list[dict[str, Any]]:
    return [
        {"heading": _("已发生", "Happened")},
        {
            "day": date(2026, 9, 20),
            "kind": _("阶段", "Stage"),
            "text": _("稳定期 → 退化期", "Stability → Decline"),
            "details": [
                {
                    "text": _(
                        "已晚 16 天，超过平时间隔的一半（32 ÷ 2）。",
                        "16 days late, more than half the usual interval (32 ÷ 2).",
                    )
                }
            ],
        },
        {
            "day": date(2026, 9, 12),
            "kind": _("电话", "Call"),
            "text": _("林晓彤去电，未接通", "Lin Xiaotong called, no answer"),
        },
        {
            "day": date(2026, 8, 20),
            "kind": _("微信", "WeChat"),
            "text": _("客户来问桂花龙井什么时候有", "Asked when the osmanthus Longjing will be ready"),
            "details": [
                {
                    "text": _(
                        "“去年那个香气很正，今年出了给我留两罐。”",
                        "“Last year’s was just right. Keep two tins for me when it is out.”",
                    ),
                    "is_said": True,
                },
                {"text": _("已逾期 3 天", "3 days late"), "tone": "late"},
            ],
        },
        {
            "day": date(2026, 8, 3),
            "kind": _("订单", "Order"),
            "link": "YW-2608-0117",
            "url": "#",
            "text": _("明前龙井 2 罐，¥648", "Spring Longjing, 2 tins, ¥648"),
            "details": [],
        },
    ]


def _measures(_: Pick) -> list[dict[str, Any]]:
    return [
        {
            "label": _("价值等级", "Value class"),
            "value": _("高价值", "High value"),
            "says": _(
                "未来 12 个月毛利 ¥1,660，范围 ¥980–2,340",
                "Profit of the next 12 months ¥1,660, range ¥980–2,340",
            ),
            "is_open": True,
            "steps": [
                (_("平时一年的订单（365 ÷ 32.2 天）", "Orders a year (365 ÷ 32.2 days)"), "11.3"),
                (_("× 活跃概率", "× probability alive"), "62%"),
                (_("× 每单毛利（¥565 的 42%）", "× profit an order (42% of ¥565)"), "¥237"),
                (_("未来 12 个月毛利，约", "Profit of the next 12 months, about"), "¥1,660"),
            ],
            "remark": _("前 20% 的客户是高价值，门槛 ¥1,200。", "The top 20% are high value, from ¥1,200."),
        },
        {
            "label": _("生命周期阶段", "Lifecycle stage"),
            "value": _("退化期", "Decline"),
            "tone": "watch",
            "says": _(
                "9 月 20 日起。间隔从 32 天拉长到 56 天。",
                "Since 20 September. The interval grew from 32 to 56 days.",
            ),
            "remark": "32 ÷ 2",
        },
        {
            "label": _("流失风险", "Churn risk"),
            "value": "38%",
            "says": _(
                "一个月前 12%。晚了 24 天；上次去电未接通。",
                "12% a month ago. 24 days late; the last call was not answered.",
            ),
            "remark": "12%",
        },
    ]


def customers(_: Pick) -> dict[str, Any]:
    rows = [
        (
            1,
            _("梅家坞民宿", "Meijiawu Guesthouse"),
            _("企业，杭州", "Firm, Hangzhou"),
            date(2026, 8, 29),
            30,
            0.61,
            _("停了两次月度补货", "Two monthly orders missed"),
            "high",
            8420,
            "decline",
            38900,
        ),
        (
            2,
            _("黄丽华", "Huang Lihua"),
            _("个人，宁波", "Person, Ningbo"),
            date(2026, 9, 10),
            18,
            0.57,
            _("最近三单一次比一次少", "Each of three orders smaller"),
            "middle",
            410,
            "decline",
            2140,
        ),
        (
            3,
            _("观前书吧", "Guanqian Books"),
            _("企业，苏州", "Firm, Suzhou"),
            date(2026, 9, 15),
            13,
            0.44,
            _("问样茶没有答复", "Sample request unanswered"),
            "high",
            5260,
            "growth",
            19480,
        ),
        (
            4,
            _("沈志远", "Shen Zhiyuan"),
            _("个人，上海", "Person, Shanghai"),
            date(2026, 9, 8),
            20,
            0.41,
            _("改在别家买过普洱", "Bought Pu’er elsewhere"),
            "middle",
            620,
            "decline",
            3320,
        ),
        (
            5,
            _("何静", "He Jing"),
            _("个人，绍兴", "Person, Shaoxing"),
            date(2026, 9, 21),
            7,
            0.24,
            _("平时很准，这次晚了", "Usually punctual, late this time"),
            "low",
            480,
            "stability",
            2460,
        ),
    ]
    records = [SimpleNamespace(pk=row[0], name=row[1], row=row) for row in rows]
    columns = [
        Column(
            key="name",
            label=_("客户", "Customer"),
            kind="name",
            sort="name",
            read=lambda r: Cell(r.name, r.row[2], "#"),
        ),
        Column(
            key="due",
            label=_("应下单", "Due"),
            kind="day",
            sort="due",
            read=lambda r: Cell(
                r.row[3],
                _(f"晚 {r.row[4]} 天", f"{r.row[4]} days late"),
                note_tone="late" if r.row[4] > 14 else "",
            ),
        ),
        Column(
            key="risk",
            label=_("流失风险", "Risk"),
            kind="percent",
            sort="risk",
            read=lambda r: Cell(r.row[5], tone="watch" if r.row[5] > 0.3 else ""),
        ),
        Column(key="reason", label=_("缘由", "Reason"), on_phone="whole", read=lambda r: r.row[6]),
        Column(
            key="value",
            label=_("价值等级", "Value class"),
            kind="value_class",
            on_phone="bare",
            read=lambda r: r.row[7],
        ),
        Column(
            key="profit",
            label=_("未来毛利", "Profit ahead"),
            kind="money",
            is_wide=True,
            on_phone="none",
            read=lambda r: Decimal(r.row[8]),
        ),
        Column(key="stage", label=_("阶段", "Stage"), kind="stage", on_phone="bare", read=lambda r: r.row[9]),
        Column(
            key="spend",
            label=_("近 12 个月", "12 months"),
            kind="money",
            is_wide=True,
            on_phone="none",
            read=lambda r: Decimal(r.row[10]),
        ),
    ]
    table = Table(
        name="customers",
        label=_("客户列表", "Customers"),
        columns=columns,
        records=records,
        sorted_by="-risk",
        picks=True,
        picked=frozenset({1, 3}),
        row_label=lambda r: r.name,
        pager=Pager(_("第 1–5 位，共 23 位", "1–5 of 23"), "?after=5"),
    )
    return {
        "table": table,
        "views": [
            {"label": _("我的客户", "My customers"), "count": 312, "url": "#"},
            {"label": _("该回购了", "Due to buy again"), "count": 23, "url": "#", "is_active": True},
            {"label": _("高价值，退化期", "High value, declining"), "count": 9, "url": "#"},
        ],
        "conditions": [
            {
                "label": _("应下单日期", "Due"),
                "says": _("早于今天", "before today"),
                "edit_url": "#",
                "remove_url": "#",
            },
            {
                "label": _("价值等级", "Value class"),
                "says": _("是高价值或中等价值", "is high or medium"),
                "edit_url": "#",
                "remove_url": "#",
            },
        ],
        "bulk": [
            {"label": _("加标签", "Tag"), "value": "tag"},
            {"label": _("换负责人", "Change owner"), "value": "owner"},
            {"label": _("排进今日待办", "Put on today’s list"), "value": "plan", "is_primary": True},
        ],
        "t": _texts(_),
    }


def dashboard(_: Pick) -> dict[str, Any]:
    curve = [
        (0, 0),
        (0.03, 0.27),
        (0.06, 0.43),
        (0.10, 0.57),
        (0.15, 0.695),
        (0.22, 0.8),
        (0.3, 0.865),
        (0.4, 0.918),
        (0.6, 0.97),
        (0.75, 0.988),
        (1, 1),
    ]
    pareto = Chart(
        name="pareto",
        summary=_("22% 的客户带来 80% 的毛利", "22% of the customers bring 80% of the profit"),
        unit="percent",
        x_unit="percent",
        y_max=1,
        category_label=_("客户，从毛利最多的排起", "Customers, the most profitable first"),
        series=[Series(_("累计毛利", "Profit so far"), [Point(y, x=x) for x, y in curve], shape="area")],
        guides=[Guide(0.22, 0.8, _("22% 的客户，80% 的毛利", "22% of customers, 80% of profit"), "#")],
    )
    months = [_(f"{month} 月", f"{month:02d}") for month in range(1, 13)]
    revenue = Chart(
        name="revenue",
        summary=_("九月收入 ¥86,300，比去年九月多 12%", "September ¥86,300, 12% above last year"),
        unit="CNY",
        categories=months,
        category_label=_("月份", "Month"),
        series=[
            Series(
                _("今年", "This year"),
                [
                    Point(value, href=f"#{place}")
                    for place, value in enumerate(
                        [61000, 42000, 70500, 98000, 76000, 64000, 59000, 73000, 86300]
                    )
                ]
                + [Point(None)] * 3,
                shape="bar",
            ),
            Series(
                _("去年", "Last year"),
                [
                    Point(value)
                    for value in [
                        55000,
                        47000,
                        66000,
                        91000,
                        70000,
                        61000,
                        62000,
                        69000,
                        77000,
                        72000,
                        68000,
                        90000,
                    ]
                ],
                tone="comparison",
            ),
        ],
    )
    rates = [
        ("1", 128, [34, 29, 27, 25, 24, 23, 22, 21]),
        ("2", 71, [31, 28, 25, 24, 23, 21, 21]),
        ("3", 84, [38, 33, 31, 29, 27, 26]),
        ("4", 117, [47, 42, 39, 36, 35]),
        ("5", 98, [36, 31, 28, 27]),
        ("6", 76, [32, 26, 24]),
    ]
    heat = [
        HeatRow(
            _(f"{month} 月", f"2026-0{month}"),
            size,
            [HeatCell(rate / 100, "#", f"{size} × {rate}%") for rate in cells]
            + [HeatCell(None)] * (8 - len(cells)),
        )
        for month, size, cells in rates
    ]
    heat.append(HeatRow(_("9 月", "2026-09"), 96, [], _("还没满一个月", "Not a month yet")))
    lines = [
        (_("月初", "At the start"), 305),
        (_("新客户", "New"), 96),
        (_("唤回", "Won back"), 10),
        (_("去发展期", "To growth"), -68),
        (_("流失", "Lost"), -11),
    ]
    stages = [
        BoardStage(
            key, count, "#", _(f"比上月 +{more}", f"+{more} on last month"), share, lines, _("现在", "Now")
        )
        for key, count, more, share in [
            ("exploration", 318, 13, 6),
            ("growth", 402, 13, 22.5),
            ("stability", 421, 9, 61.8),
            ("decline", 143, 8, 9.7),
        ]
    ]
    return {
        "pareto": pareto,
        "revenue": revenue,
        "heat": shaded(heat),
        "heat_headings": [_("1 个月", "1 month"), *"2345678"],
        "board": board(
            stages, [BoardMove(68, 0, "#"), BoardMove(52, 8, "#", "#"), BoardMove(34, 3, "#", "#")]
        ),
        "promises": _promises(_),
        "requests": _requests(_),
        "figures": [
            {
                "label": _("活跃客户", "Active customers"),
                "value": "1,284",
                "url": "#",
                "note": _("比 8 月末多 43", "43 more than in August"),
            },
            {
                "label": _("新增", "New"),
                "value": "96",
                "url": "#",
                "note": _("8 月 88，去年 9 月 81", "August 88, last September 81"),
            },
            {
                "label": _("退化期", "Declining"),
                "value": "143",
                "url": "#",
                "note": _("比 8 月末多 8", "8 more than in August"),
                "watch": _("其中高价值 14", "14 of them high value"),
            },
            {
                "label": _("流失", "Lost"),
                "value": "74",
                "url": "#",
                "note": _("8 月 69，占月初活跃的 6.0%", "August 69, 6.0% of the active"),
            },
        ],
        "t": _texts(_),
    }


def dry_run(_: Pick) -> dict[str, Any]:
    return {
        "steps": [
            {"label": _(*words), "url": "#" if place < 3 else "", "is_active": place == 3}
            for place, words in enumerate(
                [
                    ("上传", "Upload"),
                    ("工作表", "Sheet"),
                    ("对应列", "Columns"),
                    ("试运行", "Dry run"),
                    ("导入", "Import"),
                ]
            )
        ],
        "counts": [
            {
                "label": _("新增", "New"),
                "value": 214,
                "note": _("数据库里没有", "Not in the database"),
                "url": "#",
            },
            {
                "label": _("有变化", "Changed"),
                "value": 318,
                "note": _("共改 402 处", "402 changes"),
                "url": "#",
            },
            {"label": _("相同", "Same"), "value": 702, "note": _("不会改动", "Stay as they are"), "url": "#"},
            {
                "label": _("疑似重复", "Duplicates?"),
                "value": 29,
                "note": _("等您决定", "For you to decide"),
                "url": "#",
                "tone": "watch",
            },
            {
                "label": _("读不懂", "Unreadable"),
                "value": 23,
                "note": _("先改好，或先不导", "Correct or leave out"),
                "url": "#",
                "is_active": True,
                "tone": "late",
            },
        ],
        "sentences": [
            _("会新增 214 位、更新 318 位客户。", "214 customers will be added and 318 changed."),
            _(
                "30 天内可以整批撤销；撤销时保留您之后的手工修改。",
                "The whole import can be undone for 30 days; what you edit later is kept.",
            ),
        ],
        "t": _texts(_),
    }


def states(_: Pick) -> dict[str, Any]:
    return {"t": _texts(_)}


def _texts(_: Pick) -> dict[str, str]:
    """Words of the sample pages themselves."""
    words = {
        "lead": ("9 月 28 日，星期一。已完成 2 位，还有 6 位。", "Monday, 28 September. 2 done, 6 to go."),
        "log": ("记一笔互动", "Log an interaction"),
        "promises": ("逾期承诺", "Promises overdue"),
        "requests": ("未答复的请求", "Requests unanswered"),
        "keep": ("兑现", "Keep it"),
        "answer": ("答复", "Answer"),
        "care": ("今天联系这 6 位", "Care for these 6 today"),
        "ranked": ("按可能挽回的毛利排序。", "Ranked by the profit at stake."),
        "how": ("怎么排的", "How it is ranked"),
        "daily": ("每天 8 位，修改", "8 a day, change"),
        "left": ("今天还剩 17 位没有排进来。", "17 more did not fit into today."),
        "see_left": ("查看这 17 位", "See these 17"),
        "person": (
            "个人客户，杭州，2024 年 3 月起，负责人 林晓彤",
            "Person, Hangzhou, since March 2024, owner Lin Xiaotong",
        ),
        "do": ("下午 3 点后联系，先报店名和姓名。", "Call after 3 pm, say the shop and your name first."),
        "avoid": ("不群发短信，不推荐茶包。", "No bulk SMS, no tea bags."),
        "profile": ("客户档案", "Profile"),
        "consent": ("同意", "Consent"),
        "timeline": ("来往", "Timeline"),
        "why": ("为什么今天联系他", "Why today"),
        "measures": ("价值与关系", "Value and relationship"),
        "as_of": ("截至 9 月 27 日", "as of 27 September"),
        "call": ("打电话", "Call"),
        "wechat": ("发微信", "WeChat"),
        "customers": ("客户", "Customers"),
        "count": ("共 1,612 位，您负责 312 位。", "1,612 in all, 312 of them yours."),
        "new": ("新建客户", "New customer"),
        "import": ("导入", "Import"),
        "views": ("视图", "Views"),
        "match": ("23 位客户符合", "23 customers match"),
        "dashboard": ("看板", "Dashboard"),
        "period": (
            "2026 年 9 月，截至 9 月 27 日 24:00。明早 6:00 更新。",
            "September 2026, up to 27 September 24:00. Updated tomorrow at 6:00.",
        ),
        "flow": ("客户增减", "Customers gained and lost"),
        "cohort": ("4 月来的新客户留得最好", "Those who came in April stayed best"),
        "cohort_note": (
            "按首次购买月份，第 n 个月又下单的比例。",
            "By month of the first order: the share that ordered again in month n.",
        ),
        "first": ("首购", "First"),
        "size": ("人数", "People"),
        "pareto": ("282 位客户带来八成毛利", "282 customers bring 80% of the profit"),
        "pareto_note": (
            "近 12 个月毛利 ¥634,000，按客户从多到少累计。",
            "Profit of the last 12 months ¥634,000, added up from the most to the least.",
        ),
        "rule": (
            "行业说法：20% 的客户带来 80% 的利润（未经验证）。",
            "Rule of thumb: 20% of the customers bring 80% of the profit (unverified).",
        ),
        "board": ("9 月的阶段变化", "How stages moved in September"),
        "revenue": ("九月收入 ¥86,300，比去年九月多 12%", "September ¥86,300, 12% above last year"),
        "dry": ("导入客户：试运行结果", "Import customers: result of the dry run"),
        "dry_lead": (
            "九月门店会员.xlsx，1,286 行。还没有写入任何数据。",
            "members.xlsx, 1,286 rows. Nothing has been written yet.",
        ),
        "dry_go": ("导入 532 位客户", "Import 532 customers"),
        "dry_back": ("放弃这次导入", "Give this import up"),
        "sign_in": ("登录", "Sign in"),
        "empty": ("今天没有要联系的客户", "Nobody to care for today"),
        "empty_text": (
            "导入订单后，这里会列出今天该联系谁、为什么。",
            "Once orders are imported, this page says whom to contact today and why.",
        ),
        "save": ("保存", "Save"),
        "saved": ("已给 23 位客户加上标签“中秋”。", "23 customers were tagged “Mid-Autumn”."),
        "job": ("正在导入", "Importing"),
    }
    return {key: _(*pair) for key, pair in words.items()}
