"""What is noted about customers besides what they said: each where it can be true."""

from regulars.demo.records import Both
from regulars.demo.sayings import Exchange


def _note(kind: str, text: Both, when: str = "") -> Exchange:
    return Exchange(Both("", ""), note=(kind, text), when=when)


MEMORIES = (
    _note("detail", Both("孩子在准备升学考试，常熬夜", "The child is preparing for exams, up late"), "school"),
    _note("detail", Both("孩子乳糖不耐，不吃牛轧糖", "The child cannot have lactose, no nougat"), "child"),
    _note("detail", Both("家里养了两只猫，不能放香薰", "Two cats at home, no scents")),
    _note("detail", Both("右手受过伤，拧不开紧盖子", "Hurt the right hand, tight lids are hard")),
    _note("detail", Both("每年清明回老家，会带茶", "Goes home every April and takes tea along"), "!retired"),
    _note("detail", Both("周末打球，下午才有空", "Plays ball at weekends, free in the afternoon"), "sports"),
    _note("detail", Both("参加合唱团，周三晚上排练", "Sings in a choir, rehearses on Wednesdays"), "arts"),
    _note("detail", Both("周五晚上固定打牌", "Plays mahjong every Friday night"), "mahjong"),
    _note("detail", Both("开车来，附近不好停", "Comes by car, parking nearby is hard"), "home"),
    _note("detail", Both("住五楼没电梯，快递放门卫", "Fifth floor, no elevator, leave packages downstairs"), "orders_online"),
    _note("detail", Both("上夜班，上午别打电话", "Works nights, no calls in the morning"), "nurse"),
    _note("quote", Both("“我就喝得出是不是当年的。”", "“I can tell whether it is this year’s.”"), "likes_green"),
    _note("quote", Both("“送人的一定要体面。”", "“A gift has to look right.”"), "gifts"),
    _note("quote", Both("“茶还是老的好。”", "“Tea is better with age.”"), "likes_dark"),
    _note("quote", Both("“不懂茶，你说好就好。”", "“I know nothing about tea, I trust you.”"), "young"),
    _note("quote", Both("“喝茶图个清静。”", "“Tea is my quiet hour.”"), "retired"),
    _note("request", Both("下次品鉴会叫上她先生", "Invite her husband to the next tasting"), "woman spouse home"),
    _note("request", Both("下次品鉴会叫上他太太", "Invite his wife to the next tasting"), "man spouse home"),
    _note("request", Both("想要小包装，出差带", "Wants small packs for traveling"), "working"),
    _note("request", Both("礼盒不要放贺卡", "No card in gift boxes"), "gifts"),
    _note("request", Both("有老茶先留一饼看看", "Show an aged cake first when one comes in"), "likes_dark"),
)  # fmt: skip
MEMORIES_OF_FIRMS = (
    _note("detail", Both("老板自己懂茶，样品先给老板", "The owner knows tea, samples go to the owner first"), "serves"),
    _note("detail", Both("旺季是三到五月和十月", "Their season is March to May and October"), "serves"),
    _note("detail", Both("库房小，一次不能送太多", "Small storeroom, not too much at once")),
    _note("detail", Both("每月五号付款", "Pays on the fifth of the month"), "credit"),
    _note("detail", Both("前台代收", "The receptionist signs for deliveries"), "office"),
    _note("quote", Both("“客人嘴刁，别换批次。”", "“Our guests are picky, do not change the batch.”"), "serves"),
    _note("request", Both("发票和送货单分开放", "Keep invoice and delivery note apart")),
    _note("request", Both("换价格前先打招呼", "Tell them before a price changes")),
)  # fmt: skip
