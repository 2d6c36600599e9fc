"""The teas, teaware and gift boxes of the shop, with prices and costs."""

from decimal import Decimal
from typing import NamedTuple

from regulars.demo.records import Both, Category, Language, Product
from regulars.demo.seasons import ALWAYS, AUTUMN, MID_AUTUMN, NEW_YEAR, SPRING

# The English shop sells in dollars: every price is a fifth of the price in yuan, to the cent.
YUAN_TO_DOLLAR = Decimal("0.2")

CATEGORIES = (
    ("green", Both("绿茶", "Green tea")),
    ("black", Both("红茶", "Black tea")),
    ("oolong", Both("乌龙茶", "Oolong")),
    ("white", Both("白茶", "White tea")),
    ("dark", Both("普洱与黑茶", "Pu’er and dark tea")),
    ("scented", Both("花茶", "Scented and herbal")),
    ("teaware", Both("茶具", "Teaware")),
    ("snacks", Both("茶食", "Tea snacks")),
    ("gifts", Both("礼盒", "Gift boxes")),
)
UNITS = {
    "tin": Both("罐", "tin"),
    "bag": Both("袋", "bag"),
    "cake": Both("饼", "cake"),
    "piece": Both("件", "piece"),
    "box": Both("盒", "box"),
}


class Item(NamedTuple):
    code: str
    category: str
    name: Both
    price: int
    cost_percent: int
    unit: str
    season: str
    popularity: float


def _green() -> tuple[Item, ...]:
    return (
        Item("G01", "green", Both("明前龙井", "First-flush Longjing"), 324, 58, "tin", SPRING, 9),
        Item("G02", "green", Both("雨前龙井", "Spring Longjing"), 198, 55, "tin", SPRING, 8),
        Item("G03", "green", Both("安吉白茶", "Anji white-leaf green"), 248, 56, "tin", SPRING, 6),
        Item("G04", "green", Both("碧螺春", "Biluochun"), 270, 57, "tin", SPRING, 6),
        Item("G05", "green", Both("黄山毛峰", "Huangshan Maofeng"), 168, 54, "tin", ALWAYS, 4),
        Item("G06", "green", Both("太平猴魁", "Taiping Houkui"), 298, 57, "tin", ALWAYS, 3),
        Item("G07", "green", Both("六安瓜片", "Lu’an Guapian"), 188, 54, "tin", ALWAYS, 3),
        Item("G08", "green", Both("信阳毛尖", "Xinyang Maojian"), 158, 53, "tin", ALWAYS, 3),
        Item("G09", "green", Both("日常龙井", "Everyday Longjing"), 98, 50, "bag", ALWAYS, 8),
        Item("G10", "green", Both("开化龙顶", "Kaihua Longding"), 128, 52, "tin", ALWAYS, 3),
    )


def _black_and_oolong() -> tuple[Item, ...]:
    return (
        Item("B01", "black", Both("正山小种", "Lapsang Souchong"), 368, 58, "tin", ALWAYS, 6),
        Item("B02", "black", Both("祁门红茶", "Keemun"), 176, 54, "tin", ALWAYS, 5),
        Item("B03", "black", Both("滇红金芽", "Yunnan Golden Buds"), 210, 55, "tin", ALWAYS, 5),
        Item("B04", "black", Both("九曲红梅", "Jiuqu Red Plum"), 148, 53, "tin", ALWAYS, 4),
        Item("B05", "black", Both("金骏眉", "Jin Jun Mei"), 468, 60, "tin", ALWAYS, 3),
        Item("B06", "black", Both("宜兴红茶", "Yixing black"), 108, 51, "bag", ALWAYS, 3),
        Item("B07", "black", Both("英德红茶", "Yingde black"), 96, 50, "bag", ALWAYS, 3),
        Item("O01", "oolong", Both("清香铁观音", "Light Tieguanyin"), 158, 53, "tin", ALWAYS, 5),
        Item("O02", "oolong", Both("浓香铁观音", "Roasted Tieguanyin"), 178, 54, "tin", ALWAYS, 4),
        Item("O03", "oolong", Both("大红袍", "Da Hong Pao"), 288, 57, "tin", ALWAYS, 5),
        Item("O04", "oolong", Both("武夷肉桂", "Wuyi Rougui"), 328, 58, "tin", ALWAYS, 4),
        Item("O05", "oolong", Both("凤凰单丛", "Phoenix Dancong"), 258, 56, "tin", ALWAYS, 4),
        Item("O06", "oolong", Both("冻顶乌龙", "Dong Ding"), 218, 55, "tin", ALWAYS, 3),
        Item("O07", "oolong", Both("东方美人", "Oriental Beauty"), 356, 59, "tin", ALWAYS, 2),
    )


def _white_dark_scented() -> tuple[Item, ...]:
    return (
        Item("W01", "white", Both("白毫银针", "Silver Needle"), 388, 58, "tin", ALWAYS, 3),
        Item("W02", "white", Both("白牡丹", "White Peony"), 186, 54, "tin", ALWAYS, 4),
        Item("W03", "white", Both("寿眉饼", "Shoumei cake"), 138, 50, "cake", ALWAYS, 4),
        Item("W04", "white", Both("陈年老白茶", "Aged white tea"), 268, 55, "cake", ALWAYS, 5),
        Item("D01", "dark", Both("熟普小饼", "Ripe pu’er mini cake"), 128, 50, "cake", ALWAYS, 6),
        Item("D02", "dark", Both("古树生普", "Old-tree raw pu’er"), 428, 58, "cake", ALWAYS, 3),
        Item("D03", "dark", Both("陈皮普洱", "Tangerine pu’er"), 168, 52, "tin", ALWAYS, 5),
        Item("D04", "dark", Both("安化黑茶", "Anhua dark tea"), 118, 50, "bag", ALWAYS, 2),
        Item("D05", "dark", Both("六堡茶", "Liubao"), 146, 52, "tin", ALWAYS, 2),
        Item("D06", "dark", Both("十年熟普", "Ten-year ripe pu’er"), 358, 56, "cake", ALWAYS, 3),
        Item("S01", "scented", Both("桂花龙井", "Osmanthus Longjing"), 228, 52, "tin", AUTUMN, 9),
        Item("S02", "scented", Both("茉莉银针", "Jasmine Silver Needle"), 198, 53, "tin", ALWAYS, 5),
        Item("S03", "scented", Both("茉莉龙珠", "Jasmine Pearls"), 124, 50, "tin", ALWAYS, 5),
        Item("S04", "scented", Both("杭白菊", "White chrysanthemum"), 58, 45, "bag", ALWAYS, 5),
        Item("S05", "scented", Both("玫瑰红茶", "Rose black"), 88, 47, "bag", ALWAYS, 3),
        Item("S06", "scented", Both("桂花乌龙", "Osmanthus oolong"), 116, 49, "tin", ALWAYS, 3),
        Item("S07", "scented", Both("陈皮白茶", "Tangerine white"), 136, 50, "tin", ALWAYS, 3),
    )


def _teaware() -> tuple[Item, ...]:
    return (
        Item("T01", "teaware", Both("白瓷盖碗", "White porcelain gaiwan"), 138, 42, "piece", ALWAYS, 4),
        Item("T02", "teaware", Both("青瓷主人杯", "Celadon master cup"), 98, 40, "piece", ALWAYS, 3),
        Item("T03", "teaware", Both("紫砂小壶", "Small Yixing pot"), 680, 48, "piece", ALWAYS, 1.2),
        Item("T04", "teaware", Both("玻璃公道杯", "Glass pitcher"), 56, 38, "piece", ALWAYS, 3),
        Item("T05", "teaware", Both("竹制茶盘", "Bamboo tea tray"), 218, 45, "piece", ALWAYS, 1.5),
        Item("T06", "teaware", Both("旅行茶具", "Travel tea set"), 168, 44, "piece", ALWAYS, 2.5),
        Item("T07", "teaware", Both("煮茶壶", "Tea-simmering kettle"), 398, 52, "piece", ALWAYS, 1.2),
        Item("T08", "teaware", Both("茶漏与茶夹", "Strainer and tongs"), 38, 35, "piece", ALWAYS, 2),
        Item("T09", "teaware", Both("锡茶叶罐", "Pewter caddy"), 288, 48, "piece", ALWAYS, 1.2),
        Item("T10", "teaware", Both("品茗杯四只", "Four tasting cups"), 118, 42, "piece", ALWAYS, 2),
    )


def _gifts_and_snacks() -> tuple[Item, ...]:
    return (
        Item("N01", "snacks", Both("桂花糕", "Osmanthus cake"), 28, 48, "box", ALWAYS, 3),
        Item("N02", "snacks", Both("绿豆酥", "Mung bean pastry"), 32, 48, "box", ALWAYS, 3),
        Item("N03", "snacks", Both("核桃酥", "Walnut cookies"), 36, 50, "box", ALWAYS, 2),
        Item("N04", "snacks", Both("茶味牛轧糖", "Tea nougat"), 42, 49, "box", ALWAYS, 2),
        Item("X01", "gifts", Both("中秋雅集礼盒", "Mid-Autumn box"), 310, 56, "box", MID_AUTUMN, 9),
        Item("X02", "gifts", Both("中秋团圆大礼盒", "Large Mid-Autumn box"), 588, 57, "box", MID_AUTUMN, 4),
        Item("X03", "gifts", Both("春节迎新礼盒", "Lunar New Year box"), 368, 56, "box", NEW_YEAR, 9),
        Item("X04", "gifts", Both("春节贺岁大礼盒", "Large New Year box"), 688, 58, "box", NEW_YEAR, 4),
        Item("X05", "gifts", Both("四季茶礼盒", "Four Seasons box"), 298, 55, "box", ALWAYS, 2.5),
        Item("X06", "gifts", Both("龙井双罐礼盒", "Two-tin Longjing box"), 520, 58, "box", SPRING, 3),
        Item("X07", "gifts", Both("随手礼三味", "Three small tastes"), 99, 52, "box", ALWAYS, 3),
    )


ITEMS = (*_green(), *_black_and_oolong(), *_white_dark_scented(), *_teaware(), *_gifts_and_snacks())


def categories(language: Language) -> tuple[Category, ...]:
    return tuple(Category(key, name.to(language)) for key, name in CATEGORIES)


def products(language: Language) -> tuple[Product, ...]:
    return tuple(_product(item, language) for item in ITEMS)


def _product(item: Item, language: Language) -> Product:
    rate = Decimal(1) if language == "zh" else YUAN_TO_DOLLAR
    price = Decimal(item.price) * rate
    return Product(
        code=item.code,
        name=item.name.to(language),
        category=item.category,
        price=price.quantize(Decimal("0.01")),
        cost=(price * item.cost_percent / 100).quantize(Decimal("0.01")),
        unit=UNITS[item.unit].to(language),
        season=item.season,
        popularity=item.popularity,
    )
