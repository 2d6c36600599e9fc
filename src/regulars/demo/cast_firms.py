"""The firms everybody in the shop knows by name."""

from datetime import date
from typing import NamedTuple

from regulars.demo import names
from regulars.demo.people import CREDIT_UNIT
from regulars.demo.records import Birthday, Both, Credit, Customer, Language
from regulars.demo.seasons import MID_AUTUMN, NEW_YEAR, festivals
from regulars.demo.stage import Stage

HERE, NINGBO, SUZHOU = (names.CITIES[place] for place in (0, 1, 5))


class Gift(NamedTuple):
    code: str
    name: Both


BOXES = {
    MID_AUTUMN: Gift("X01", Both("中秋礼盒", "Mid-Autumn boxes")),
    NEW_YEAR: Gift("X03", Both("春节礼盒", "Lunar New Year boxes")),
}
ALL_YEAR = Gift("X05", Both("四季茶礼盒", "Four Seasons boxes"))


def gift_of(day: date) -> Gift:
    """The gift box that firms have been ordering lately."""
    near = [
        BOXES[feast]
        for feast, on in festivals(day.replace(year=day.year - 1, day=1), day)
        if -20 <= (day - on).days <= 30
    ]
    return near[-1] if near else ALL_YEAR


def qinghefang(stage: Stage) -> Customer:
    """Restocks every fortnight; the next one is due in two days."""
    who = stage.firm(
        Both("清河坊茶馆", "Qinghefang Teahouse"),
        industry=Both("餐饮住宿", "hospitality"),
        shape="stable",
        ago=1000,
        city=HERE,
        credit=_credit(stage, "A", 5, term=30),
    )
    stage.habit(
        who,
        every=14,
        last=26,
        first=990,
        choices=((("G04", 20),), (("G04", 16), ("G02", 5)), (("G04", 18), ("S01", 2))),
        jitter=1,
    )
    stage.order(who, 12, ("G04", 24), received=10)
    boss = stage.contact(
        who,
        Both("沈店长", "Ms. Shen"),
        Both("店长", "shop manager"),
        role="decision",
        relation=5,
        gender="female",
    )
    stage.contact(
        who, Both("小庄", "Zhuang"), Both("茶艺师", "tea master"), role="technical", relation=3, gender="male"
    )
    stage.contact(
        who,
        Both("钱会计", "Mr. Qian"),
        Both("财务主管", "head of accounts"),
        role="finance",
        relation=0,
        gender="male",
    )
    stage.talk(
        who,
        12,
        "wechat",
        Both("订货：碧螺春", "Ordered Biluochun"),
        words=Both("还是老样子，放后门。", "The usual, to the back door."),
        inward=True,
        contact=boss,
    )
    stage.talk(
        who,
        26,
        "visit",
        Both("顺路拜访，问节前用量", "Dropped by, asked about the holidays"),
        words=Both("节前一周比平时多备三成。", "A third more in the week before a holiday."),
        contact=boss,
    )
    stage.note(
        who, "request", Both("节前一周比平时多备三成", "A third more in the week before a holiday"), ago=26
    )
    return who


def yongjiang(stage: Stage) -> Customer:
    """Received 120 gift boxes; nobody has asked how it went, and the invoice is late."""
    gift = gift_of(stage.day(14))
    who = stage.firm(
        Both("甬江贸易", "Yongjiang Trading"),
        industry=Both("贸易", "trade"),
        shape="stable",
        ago=900,
        city=NINGBO,
        credit=_credit(stage, "A", 10, term=45),
    )
    stage.habit(who, every=60, last=70, first=890, choices=((("X05", 12),), (("X07", 30), ("B02", 6))))
    stage.order(who, 14, (gift.code, 120), received=9)
    stage.order(who, 375, (gift_of(stage.day(375)).code, 60), received=370)
    he = stage.contact(
        who,
        Both("贺经理", "Mr. He"),
        Both("采购经理", "purchasing manager"),
        role="purchasing",
        relation=4,
        gender="male",
    )
    stage.contact(
        who,
        Both("林总", "Ms. Lin"),
        Both("总经理", "managing director"),
        role="decision",
        relation=1,
        gender="female",
    )
    stage.talk(
        who,
        378,
        "phone",
        Both("回访礼盒，客户追加 60 份", "Asked about the boxes; 60 more ordered"),
        words=Both("客户反应很好，再要六十份。", "Our clients loved them, sixty more please."),
        contact=he,
    )
    stage.talk(
        who,
        10,
        "phone",
        Both(f"催{gift.name.zh}的发票", f"Asked for the invoice for the {gift.name.en}"),
        request=Both("寄发票", "Send the invoice"),
        inward=True,
        contact=he,
    )
    stage.promise(
        who, Both(f"寄出{gift.name.zh}的发票", f"Send the invoice for the {gift.name.en}"), made=10, due=1
    )
    return who


def meijiawu(stage: Stage) -> Customer:
    """A guesthouse that has skipped two monthly restocks."""
    who = stage.firm(
        Both("梅家坞民宿", "Meijiawu Guesthouse"),
        industry=Both("餐饮住宿", "hospitality"),
        shape="declining",
        ago=860,
        city=HERE,
        credit=_credit(stage, "B", 2, term=30),
    )
    stage.habit(
        who, every=29, last=60, first=850, choices=((("G09", 18), ("G02", 6)), (("G02", 12), ("X07", 8)))
    )
    owner = stage.contact(
        who, Both("卢老板", "Mr. Lu"), Both("老板", "owner"), role="decision", relation=3, gender="male"
    )
    stage.talk(
        who,
        48,
        "visit",
        Both("拜访，旺季已过，客房改造", "Visited; season over, rooms being rebuilt"),
        words=Both("装修完再说。", "Let us talk when the rooms are done."),
        contact=owner,
    )
    return who


def guanqian(stage: Stage) -> Customer:
    """Left a message yesterday: could next month's sample come early?"""
    who = stage.firm(
        Both("观前书吧", "Guanqian Books"),
        industry=Both("零售", "retail"),
        shape="growing",
        ago=400,
        city=SUZHOU,
        credit=_credit(stage, "B", 1, term=30),
    )
    stage.habit(
        who, every=28, last=41, first=395, choices=((("S02", 6), ("B03", 4)), (("S03", 12), ("T06", 2)))
    )
    clerk = stage.contact(
        who, Both("蒋店员", "Ms. Jiang"), Both("店员", "clerk"), role="user", relation=3, gender="female"
    )
    stage.talk(
        who,
        1,
        "phone",
        Both("电话留言，想先寄样茶", "Voicemail: would like the sample early"),
        words=Both("下个月的样茶能先寄一份吗？", "Could you send next month’s sample early?"),
        request=Both("先寄下个月的样茶", "Send next month’s sample early"),
        answered=False,
        inward=True,
        at=(10, 5),
        contact=clerk,
    )
    return who


def xixi_yoga(stage: Stage) -> Customer:
    """The person who bought for them has left."""
    who = stage.firm(
        Both("西溪瑜伽馆", "Xixi Yoga"),
        industry=Both("休闲健身", "leisure"),
        shape="stable",
        ago=650,
        city=HERE,
    )
    stage.habit(who, every=36, last=44, first=640, choices=((("W02", 6), ("S04", 10)), (("W03", 5),)))
    new = stage.contact(
        who,
        Both("唐老师", "Ms. Tang"),
        Both("馆长", "studio head"),
        role="purchasing",
        relation=0,
        gender="female",
    )
    stage.contact(
        who,
        Both("阮老师", "Ms. Ruan"),
        Both("教练", "teacher"),
        role="influencer",
        relation=4,
        gender="female",
    )
    stage.talk(
        who,
        23,
        "wechat",
        Both("得知换了采购联系人", "Learnt that purchasing has changed hands"),
        words=Both("以后采购找唐老师。", "Ms. Tang does the buying now."),
        contact=new,
    )
    return who


def shop_opening(stage: Stage) -> Customer:
    """A firm of the other team with money overdue; a call before the delivery was promised."""
    who = stage.firm(
        Both("晚晴画室", "Evening Light Studio"),
        industry=Both("零售", "retail"),
        shape="stable",
        ago=480,
        city=HERE,
        credit=_credit(stage, "C", 1, term=30),
    )
    stage.owned_by(who, "fangyuan")
    stage.habit(who, every=31, last=33, first=470, choices=((("O01", 8), ("N01", 6)),))
    stage.order(who, 8, ("O01", 12), ("N02", 8))
    stage.contact(
        who, Both("庄先生", "Mr. Zhuang"), Both("老板", "owner"), role="decision", relation=2, gender="male"
    )
    opening = stage.day(-6)
    stage.relative(
        who,
        Both("新店开张", "opening of a shop"),
        note=Both("城西第二间画室", "A second studio across town"),
        day=Birthday("solar", opening.month, min(opening.day, 28), opening.year),
    )
    stage.promise(who, Both("送货前打电话", "Call before delivery"), made=8, due=2)
    return who


def _credit(stage: Stage, grade: str, units: int, *, term: int) -> Credit:
    language: Language = stage.language
    return Credit(grade, CREDIT_UNIT[language] * units, term)


FIRMS = (qinghefang, yongjiang, meijiawu, guanqian, xixi_yoga, shop_opening)
