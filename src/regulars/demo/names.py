"""Names that nobody in particular bears: persons, firms, streets, telephones."""

from regulars.demo.drawing import Draw
from regulars.demo.records import Both, Language


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES_ZH = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段章钱汤尹黎易常武乔贺赖龚文"
)
GIVEN_MAN_ZH = words(
    "志强 建华 国平 伟民 永康 海涛 俊杰 宇航 浩然 子轩 明辉 文博 立新 东升 春生 家骏 思远 景行 鹏飞 晓峰 "
    "嘉诚 振宇 少华 学文 庆丰 云鹏 一鸣 天佑 向阳 承志 泽宇 书恒 德胜 根生 阿福 炳荣 世杰 成林 宏图 立诚 "
    "磊 勇 斌 涛 超 军 峰 刚 凯 亮 翔 昊 晨 毅 波 杰"
)
GIVEN_WOMAN_ZH = words(
    "秀英 桂兰 淑珍 玉华 雅琴 晓燕 丽娟 婷婷 雨欣 梓涵 思琪 佳怡 美玲 慧敏 海燕 春梅 月娥 素芬 文静 若兰 "
    "诗涵 可欣 梦洁 静怡 晓雯 欣妍 芷若 念慈 彩云 巧玲 凤仙 小满 清荷 语嫣 安琪 亦舒 如意 锦绣 采薇 知夏 "
    "芳 敏 静 艳 娜 莉 玲 颖 雪 倩 琳 洁 蕾 薇 珊 瑶"
)
SURNAMES_EN = words(
    "Abbott Alder Ames Archer Baird Banks Barlow Beck Bennett Bishop Blake Bowen Brandt Brooks Burke Caldwell "
    "Carver Chan Chandra Cheng Cole Conway Cooper Costa Crane Dalton Davies Delgado Dunn Eaton Ellis Emery "
    "Farrow Fisher Flores Foster Gallagher Garza Gill Goto Grant Greer Hale Harlow Hayes Hess Holt Hsu Huang "
    "Ingram Ito Jansen Joshi Kaur Keane Kim Lang Larsen Lau Lowell Lund Lyons Mahoney Marsh Mercer Meyer Moss "
    "Nakano Nguyen Nolan North Olsen Ortiz Page Park Patel Pike Quinn Ramos Rhodes Rivera Rowe Salazar Sandoval "
    "Shaw Singh Sloan Song Stone Tanaka Thorne Tran Vance Vega Walsh Ward Weaver Winslow Wong Yates York Zhou"
)
GIVEN_MAN_EN = words(
    "Aaron Adam Alan Albert Amit Andre Arthur Ben Brian Caleb Carl Chris Daniel David Dennis Diego Edward Eli "
    "Eric Ethan Felix Frank Gavin George Grant Hank Henry Hiro Isaac Ivan Jack James Jin Joel Jonas Kai Kenji "
    "Leo Liam Luis Marcus Martin Mateo Miles Nathan Neil Omar Owen Paul Peter Raj Ravi Ryan Samuel Sean Simon "
    "Theo Tom Victor Walter Wei"
)
GIVEN_WOMAN_EN = words(
    "Abigail Alice Amara Amy Anita Anna Beth Carmen Carol Chloe Clara Dana Daisy Elena Ellen Emi Emma Esther "
    "Fiona Grace Hannah Helen Ines Irene Iris Jane Jasmine Joan Julia Karen Kavya Kim Laura Leah Lena Lily "
    "Lucy Maria Maya Mei Mina Molly Nadia Naomi Nina Nora Olivia Paula Priya Rachel Rosa Ruth Sara Sofia Stella "
    "Susan Tara Tess Vera Wendy Yuki Zoe"
)
FIRM_FIRST = (
    Both("听松", "Listening Pine"), Both("半山", "Half Hill"), Both("拾光", "Gathered Light"), Both("青梧", "Green Sycamore"),
    Both("泊舟", "Moored Boat"), Both("南窗", "South Window"), Both("知味", "Good Taste"), Both("三余", "Three Spares"),
    Both("归园", "Homeward Garden"), Both("小满", "Small Harvest"), Both("鹿鸣", "Calling Deer"), Both("松月", "Pine Moon"),
    Both("竹里", "Bamboo Lane"), Both("望溪", "Creek View"), Both("枕流", "Stream Pillow"), Both("闻莺", "Warbler"),
    Both("素问", "Plain Question"), Both("栖禾", "Resting Grain"), Both("安陌", "Quiet Path"), Both("白石", "White Stone"),
)  # fmt: skip
FIRM_LAST = (
    (Both("茶馆", "Teahouse"), "hospitality"), (Both("餐厅", "Kitchen"), "hospitality"), (Both("民宿", "Guesthouse"), "hospitality"),
    (Both("书店", "Books"), "retail"), (Both("花艺", "Flowers"), "retail"), (Both("瑜伽馆", "Yoga"), "leisure"),
    (Both("贸易", "Trading"), "trade"), (Both("设计", "Design"), "office"), (Both("律师事务所", "Law"), "office"),
    (Both("诊所", "Clinic"), "office"), (Both("文化传播", "Media"), "office"), (Both("物业", "Property"), "office"),
)  # fmt: skip
CITIES = (
    Both("杭州", "Seattle"), Both("宁波", "Tacoma"), Both("绍兴", "Bellevue"), Both("嘉兴", "Olympia"), Both("无锡", "Everett"),
    Both("苏州", "Portland"), Both("上海", "San Francisco"), Both("金华", "Spokane"), Both("温州", "Bellingham"), Both("南京", "Boise"),
)  # fmt: skip
CITY_WEIGHTS = (52, 9, 7, 6, 4, 6, 8, 3, 3, 2)
CITY_CODES = (
    Both("0571", "206"), Both("0574", "253"), Both("0575", "425"), Both("0573", "360"), Both("0510", "564"),
    Both("0512", "503"), Both("021", "415"), Both("0579", "509"), Both("0577", "541"), Both("025", "208"),
)  # fmt: skip
STREETS = (
    Both("桂雨路", "Alder Street"), Both("竹影街", "Cedar Avenue"), Both("青荷路", "Lotus Lane"), Both("茶亭巷", "Tea Pavilion Way"),
    Both("望湖里", "Lakeview Terrace"), Both("石板弄", "Cobble Court"), Both("听雨路", "Rainy Street"), Both("长桥街", "Long Bridge Road"),
    Both("柳浪路", "Willow Road"), Both("梧桐里", "Maple Row"), Both("晚晴街", "Evening Street"), Both("云梯路", "Ladder Hill"),
)  # fmt: skip
AREA_CODES_EN = words("206 253 425 360 503 541 509 564 415 510 628 650 604 778 208 406 458 971 707 408")
MOBILE_ZH = ("138", "139", "136", "158", "186", "188", "199", "135")
MAIL_HOSTS = ("example.com", "example.net", "example.org")


def person_name(draw: Draw, *, gender: str, language: Language) -> str:
    """The same two draws in either language."""
    near, given = draw.share(), draw.share()
    if language == "zh":
        # Squaring leans towards the head of the list, where the common surnames stand.
        surname = SURNAMES_ZH[int(near * near * len(SURNAMES_ZH))]
        names = GIVEN_MAN_ZH if gender == "male" else GIVEN_WOMAN_ZH
        return surname + names[int(given * len(names))]
    names = GIVEN_MAN_EN if gender == "male" else GIVEN_WOMAN_EN
    return f"{names[int(given * len(names))]} {SURNAMES_EN[int(near * len(SURNAMES_EN))]}"


def firm_name(number: int, language: Language) -> tuple[str, str]:
    """The number-th firm and its industry; no two of the first 240 are called alike."""
    first = FIRM_FIRST[number % len(FIRM_FIRST)]
    last, industry = FIRM_LAST[(3 * (number // len(FIRM_FIRST)) + number) % len(FIRM_LAST)]
    joint = "" if language == "zh" else " "
    return first.to(language) + joint + last.to(language), industry


def mobile(number: int, language: Language) -> str:
    """Numbers for stories: 0000 in the middle, or 555-01xx, where nobody is disturbed."""
    if language == "zh":
        return f"{MOBILE_ZH[number % len(MOBILE_ZH)]}0000{1000 + number:04d}"
    area = AREA_CODES_EN[number % len(AREA_CODES_EN)]
    return f"+1{area}55501{number // len(AREA_CODES_EN):02d}"


def landline(number: int, *, city: int, language: Language) -> str:
    """For firms; the English ones stand above those of the mobiles in the same area."""
    if language == "zh":
        return f"{CITY_CODES[city].zh}-5550{number:04d}"
    return mobile(len(AREA_CODES_EN) * 80 + number, language)


def email(name: str, number: int) -> str:
    """A mailbox below a domain that is reserved for examples."""
    from pypinyin import lazy_pinyin  # slow to load, and only needed where a shop is made

    letters = "".join(lazy_pinyin(name)).lower()
    local = "".join(letter if letter.isascii() and letter.isalnum() else "." for letter in letters)
    return f"{local.strip('.')}.{number}@{MAIL_HOSTS[number % len(MAIL_HOSTS)]}"


def address(draw: Draw, *, city: str, language: Language) -> str:
    street, house, flat = draw.pick(STREETS).to(language), draw.whole(1, 268), draw.whole(101, 1802)
    if language == "zh":
        return f"{city}市{street}{house}号{flat}室"
    return f"{house} {street}, Apt {flat}, {city}"
