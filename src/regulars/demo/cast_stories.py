"""Named customers whom somebody should care for today."""

from regulars.demo import names
from regulars.demo.kin import lunar_day
from regulars.demo.records import Birthday, Both, Customer
from regulars.demo.stage import Line, Stage

HERE, NINGBO, SHANGHAI = (names.CITIES[place] for place in (0, 1, 6))
SIGNED = Both("门店签字", "signed in the shop")
GREEN: tuple[tuple[Line, ...], ...] = (
    (("G01", 2),), (("G01", 1), ("G03", 1)), (("G01", 2), ("W02", 1)), (("G01", 2), ("T01", 1)),
)  # fmt: skip


def zhou_wenbin(stage: Stage) -> Customer:
    """Every 32 days, now 24 days late, and a promise to him is three days overdue."""
    who = stage.person(
        Both("周文斌", "Zhou Wenbin"), gender="male", shape="declining", ago=952, city=HERE,
        birthday=Birthday("solar", 11, 6, 1979), occupation=Both("建筑设计师", "architect"),
        hobbies=("arts", "other"), other_hobby=Both("徒步", "hiking"), acquired_through=Both("朋友推荐，邵培", "friend, Shao Pei"),
        manner_do=Both("下午 3 点后联系，先报店名和姓名。", "Call after 3 pm, say the shop’s and your name first."),
        manner_dont=Both("群发短信，推荐茶包。", "Send bulk text messages, offer tea bags."),
        preferred_channel="phone", preferred_hours=(15, 18),
    )  # fmt: skip
    stage.habit(who, every=32, last=56, first=945, choices=GREEN)
    _said_with_zhou(stage, who)
    _known_of_zhou(stage, who)
    return who


def _said_with_zhou(stage: Stage, who: Customer) -> None:
    stage.talk(
        who,
        170,
        "shop",
        Both("春茶品鉴会，签到", "Came to the spring tea tasting"),
        words=Both("下次请孙师傅讲讲炒茶。", "Next time, have Master Sun talk about pan-firing."),
        inward=True,
    )
    stage.talk(
        who,
        108,
        "phone",
        Both("抱怨茶罐盖子松，茶有些受潮", "Complained about a loose lid, the tea went damp"),
        words=Both("盖子松，茶有点潮。", "The lid is loose, the tea is damp."),
        request=Both("换一罐", "Replace the tin"),
        inward=True,
    )
    stage.talk(
        who,
        39,
        "wechat",
        Both("来问桂花龙井什么时候有", "Asked when the osmanthus Longjing will be ready"),
        words=Both(
            "去年那个香气很正，今年出了给我留两罐。", "Last year’s scent was just right. Keep me two tins."
        ),
        request=Both("桂花龙井留两罐", "Keep two tins of osmanthus Longjing"),
        inward=True,
    )
    stage.talk(
        who,
        16,
        "phone",
        Both("去电，未接通", "Called, no answer"),
        reached=False,
        next_step=Both(
            "通知桂花龙井，问女儿安顿得怎样",
            "Announce the osmanthus Longjing, ask how the daughter has settled",
        ),
        next_in=1,
    )


def _known_of_zhou(stage: Stage, who: Customer) -> None:
    stage.promise(
        who,
        Both("桂花龙井窨好后留两罐并通知", "Keep two tins of osmanthus Longjing, tell him"),
        made=39,
        due=3,
    )
    for made, text in (
        (108, Both("换一罐盖子紧的", "Replace the tin with a tight one")),
        (300, Both("春茶到店先通知", "Tell him first when spring tea is in")),
    ):
        stage.promise(who, text, made=made, due=made - 2, status="kept")
    stage.note(
        who,
        "detail",
        Both(
            "女儿去英国读书，想带茶送房东",
            "His daughter left to study in the UK, wanted tea for the landlady",
        ),
        ago=56,
    )
    stage.note(
        who,
        "request",
        Both(
            "想听孙师傅讲炒茶，问下次品鉴会", "Likes Master Sun on pan-firing, asked about the next tasting"
        ),
        ago=88,
    )
    stage.need(who, "preference", Both("清香绿茶，不喝拼配", "Light green tea, no blends"), ago=500)
    stage.relative(who, Both("配偶", "spouse"), note=Both("", ""))
    stage.relative(who, Both("女儿", "daughter"), note=Both("在英国读书", "studying in the UK"))
    for channel, granted, ago in (
        ("phone", True, 952),
        ("wechat", True, 952),
        ("sms", True, 952),
        ("sms", False, 260),
    ):
        stage.consent(who, "marketing", channel, SIGNED, granted=granted, ago=ago)
    stage.fact(who, "occupation", who.occupation, source="conversation", ago=700)
    stage.fact(who, "acquisition_source", who.acquired_through, source="conversation", ago=952)
    stage.fact(who, "city", who.city, source="sales_data", ago=952)
    stage.fact(who, "birthday", "1979-11-06", source="survey", ago=420)
    stage.fact(who, "hobby_text", who.other_hobby, source="outdoor_event", ago=170)


def chen_yutong(stage: Stage) -> Customer:
    """Her lunar birthday is in three days; she comes more often than last year."""
    day = stage.day(-3)
    who = stage.person(
        Both("陈雨桐", "Chen Yutong"), gender="female", shape="growing", ago=720, city=HERE,
        birthday=lunar_day(day) or Birthday("solar", day.month, day.day), occupation=Both("平面设计师", "graphic designer"),
        hobbies=("arts",), preferred_channel="wechat",
    )  # fmt: skip
    stage.habit(who, every=91, last=390, first=720, choices=((("W01", 1), ("S03", 1)),))
    stage.habit(
        who, every=58, last=26, first=340, choices=((("W01", 1), ("S02", 1)), (("S02", 2), ("S03", 2)))
    )
    stage.talk(
        who,
        26,
        "shop",
        Both("到店试茉莉银针", "Tried the Jasmine Silver Needle in the shop"),
        words=Both("喜欢茉莉银针的清甜。", "I like how light and sweet it is."),
        inward=True,
    )
    stage.note(
        who,
        "quote",
        Both("“喜欢茉莉银针的清甜。”", "“I like how light the jasmine silver needle is.”"),
        ago=26,
    )
    stage.consent(who, "marketing", "wechat", SIGNED, granted=True, ago=700)
    return who


def liu_jianguo(stage: Stage) -> Customer:
    """Bought for the first time a fortnight ago."""
    who = stage.person(
        Both("刘建国", "Liu Jianguo"),
        gender="male",
        shape="new",
        ago=14,
        city=HERE,
        acquired_through=Both("路过", "passing by"),
    )
    stage.order(who, 14, ("B01", 1))
    stage.consent(who, "service", "any", SIGNED, granted=True, ago=14)
    return who


def huang_lihua(stage: Stage) -> Customer:
    """Three orders, each smaller than the one before; tea keeps her awake at night."""
    who = stage.person(
        Both("黄丽华", "Huang Lihua"),
        gender="female",
        shape="declining",
        ago=640,
        city=NINGBO,
        occupation=Both("退休教师", "retired teacher"),
        hobbies=("mahjong",),
    )
    stage.habit(
        who, every=38, last=190, first=635, choices=((("B03", 3),), (("B03", 2), ("W02", 2)), (("B02", 4),))
    )
    stage.order(who, 136, ("B03", 2))
    stage.order(who, 98, ("W02", 1), ("S03", 1))
    stage.order(who, 57, ("W02", 1))
    stage.talk(
        who,
        37,
        "wechat",
        Both("问候近况", "Asked how she is"),
        words=Both("晚上喝茶睡不着。", "Tea at night keeps me awake."),
    )
    stage.note(who, "quote", Both("“晚上喝茶睡不着。”", "“Tea at night keeps me awake.”"), ago=37)
    stage.need(
        who,
        "need",
        Both("低咖啡因、晚上也能喝的茶", "A low-caffeine tea for the evening"),
        ago=37,
        status="unmet",
    )
    return who


def xu_jiahao(stage: Stage) -> Customer:
    """Asked something two days ago and still waits."""
    who = stage.person(
        Both("徐家豪", "Xu Jiahao"),
        gender="male",
        shape="stable",
        ago=510,
        city=HERE,
        occupation=Both("软件工程师", "software engineer"),
        hobbies=("sports",),
    )
    stage.habit(who, every=44, last=21, first=505, choices=((("W03", 1), ("S04", 1)), (("W04", 1),)))
    stage.talk(
        who,
        2,
        "wechat",
        Both("问低咖啡因的茶", "Asked about the low-caffeine tea"),
        words=Both("低咖啡因的那款还有吗？", "Is the low-caffeine one still there?"),
        request=Both("低咖啡因的那款是否有货", "Whether the low-caffeine tea is in stock"),
        answered=False,
        inward=True,
        at=(16, 20),
    )
    return who


def shen_zhiyuan(stage: Stage) -> Customer:
    """Twenty days late and has bought pu'er elsewhere."""
    who = stage.person(
        Both("沈志远", "Shen Zhiyuan"),
        gender="male",
        shape="declining",
        ago=800,
        city=SHANGHAI,
        occupation=Both("外贸经理", "export manager"),
        hobbies=("drinking", "sports"),
    )
    stage.habit(who, every=40, last=60, first=790, choices=((("D02", 1),), (("D06", 1), ("D01", 1))))
    stage.talk(
        who,
        26,
        "shop",
        Both("路过进店，没有买", "Dropped in without buying"),
        words=Both("上个月在别家买了一饼普洱。", "I bought a pu’er cake elsewhere last month."),
        inward=True,
    )
    return who


def wu_jiahui(stage: Stage) -> Customer:
    """Complained that a box was one tin short and has not ordered since."""
    who = stage.person(
        Both("吴佳慧", "Wu Jiahui"),
        gender="female",
        shape="stable",
        ago=420,
        city=HERE,
        occupation=Both("会计", "accountant"),
    )
    stage.owned_by(who, "sunli")
    stage.habit(who, every=35, last=45, first=415, choices=((("X05", 1),), (("G05", 1), ("N01", 1))))
    stage.talk(
        who,
        12,
        "phone",
        Both("投诉礼盒少一罐", "Complained that the box was one tin short"),
        words=Both("送人的礼盒少了一罐，很尴尬。", "A gift box with a tin missing, embarrassing."),
        request=Both("补寄一罐并道歉", "Send the missing tin and apologise"),
        inward=True,
    )
    stage.promise(who, Both("补寄少的那罐茶", "Send the missing tin"), made=12, due=6)
    return who


def pan_guoqiang(stage: Stage) -> Customer:
    """His tea arrived damp yesterday; nobody has answered yet."""
    who = stage.person(
        Both("潘国强", "Pan Guoqiang"), gender="male", shape="stable", ago=610, city=HERE,
        occupation=Both("工厂主管", "plant supervisor"), hobbies=("drinking", "mahjong"),
    )  # fmt: skip
    stage.owned_by(who, "sunli")
    stage.habit(who, every=50, last=8, first=600, choices=((("O02", 2),), (("O03", 1),)))
    stage.talk(
        who,
        1,
        "phone",
        Both("说茶叶受潮", "Says the tea is damp"),
        words=Both("打开有股潮味，不敢喝。", "It smells damp, I would rather not drink it."),
        request=Both("看照片，决定换还是退", "Look at the pictures, replace or refund"),
        answered=False,
        inward=True,
        at=(9, 40),
    )
    return who


STORIES = (
    zhou_wenbin, chen_yutong, liu_jianguo, huang_lihua, xu_jiahao, shen_zhiyuan, wu_jiahui, pan_guoqiang,
)  # fmt: skip
