"""Named customers who come as they always do, and some with rare birthdays."""

from datetime import timedelta

from regulars.demo import names
from regulars.demo.records import Birthday, Both, Customer
from regulars.demo.stage import Line, Stage

HERE, SHAOXING, JIAXING = (names.CITIES[place] for place in (0, 2, 3))


def shao_pei(stage: Stage) -> Customer:
    """Faithful, brings friends."""
    who = stage.person(
        Both("邵培", "Shao Pei"),
        gender="male",
        shape="stable",
        ago=1050,
        city=HERE,
        occupation=Both("大学教授", "professor"),
        hobbies=("arts", "drinking"),
        tags=(stage.put(Both("带新客", "brings friends")),),
    )
    stage.habit(
        who, every=24, last=20, first=1040, choices=((("G01", 1), ("O03", 1)), (("G02", 2),), (("O04", 1),))
    )
    stage.talk(
        who,
        3,
        "shop",
        Both("到店喝茶，谈起周文斌", "Sat in the shop, spoke of Zhou Wenbin"),
        words=Both("文斌最近忙，叫他来。", "Wenbin is busy, I will bring him."),
        inward=True,
    )
    return who


def xu_nuo(stage: Stage) -> Customer:
    """Came through Zhou Wenbin."""
    who = stage.person(
        Both("许诺", "Xu Nuo"),
        gender="female",
        shape="growing",
        ago=200,
        city=HERE,
        occupation=Both("建筑设计师", "architect"),
        acquired_through=Both("朋友推荐，周文斌", "friend, Zhou Wenbin"),
    )
    stage.habit(who, every=45, last=15, first=196, choices=((("G03", 1),), (("G03", 1), ("T04", 1))))
    stage.talk(
        who,
        195,
        "wechat",
        Both("感谢介绍，问第一单喝得怎样", "Thanked her, asked about the first order"),
        words=Both("文斌没推荐错。", "Wenbin was right about you."),
    )
    return who


def _steady(
    stage: Stage,
    name: Both,
    *,
    gender: str,
    city: Both,
    every: int,
    late: int,
    lines: tuple[Line, ...],
    talked: int,
    words: Both,
) -> Customer:
    who = stage.person(name, gender=gender, shape="stable", ago=700, city=city)
    stage.habit(who, every=every, last=every + late, first=690, choices=(lines,))
    stage.talk(who, talked, "wechat", Both("问候近况", "Asked how things are"), words=words)
    return who


def he_jing(stage: Stage) -> Customer:
    """Punctual, only not this time."""
    return _steady(
        stage,
        Both("何静", "He Jing"),
        gender="female",
        city=SHAOXING,
        every=30,
        late=7,
        lines=(("B04", 1), ("S07", 1)),
        talked=7,
        words=Both("月底发了工资就来。", "I will come after payday."),
    )


def gu_ming(stage: Stage) -> Customer:
    """A little late, on the road a lot."""
    return _steady(
        stage,
        Both("顾明", "Gu Ming"),
        gender="male",
        city=JIAXING,
        every=42,
        late=5,
        lines=(("O05", 1),),
        talked=29,
        words=Both("这阵子出差多。", "I am on the road a lot these days."),
    )


def luo_meiling(stage: Stage) -> Customer:
    """Never quite regular."""
    return _steady(
        stage,
        Both("罗美玲", "Luo Meiling"),
        gender="female",
        city=HERE,
        every=37,
        late=4,
        lines=(("S02", 1), ("N03", 1)),
        talked=9,
        words=Both("喝完就来，没有准日子。", "I come when the tin is empty."),
    )


def leap_day_child(stage: Stage) -> Customer:
    """Born on 29 February, year unknown, and fond of it."""
    who = stage.person(
        Both("冉小北", "Ran Xiaobei"),
        gender="female",
        shape="stable",
        ago=400,
        city=HERE,
        birthday=Birthday("solar", 2, 29),
    )
    stage.owned_by(who, "fangyuan")
    stage.habit(who, every=48, last=30, first=395, choices=((("B02", 1),),))
    return who


def born_in_a_leap_month(stage: Stage) -> Customer:
    """Born in the second sixth month of 1987, which rarely comes back."""
    who = stage.person(
        Both("陆六一", "Lu Liuyi"),
        gender="male",
        shape="stable",
        ago=500,
        city=HERE,
        birthday=Birthday("lunar", 6, 18, 1987, leap_month=True),
    )
    stage.owned_by(who, "fangyuan")
    stage.habit(who, every=39, last=12, first=495, choices=((("D03", 1),),))
    return who


def born_tomorrow(stage: Stage) -> Customer:
    """A birthday tomorrow without a year."""
    day = stage.day(0) + timedelta(days=1)
    who = stage.person(
        Both("方小雅", "Fang Xiaoya"),
        gender="female",
        shape="stable",
        ago=600,
        city=HERE,
        birthday=Birthday("solar", day.month, day.day),
    )
    stage.owned_by(who, "fangyuan")
    stage.habit(who, every=33, last=18, first=590, choices=((("W02", 1), ("N02", 1)),))
    return who


STEADY = (
    shao_pei, xu_nuo, he_jing, gu_ming, luo_meiling, leap_day_child, born_in_a_leap_month, born_tomorrow,
)  # fmt: skip
