"""Names that nobody in particular bears: persons, firms, streets, telephones."""

from regulars.demo.drawing import Draw
from regulars.demo.given_names import SURNAMES_EN, SURNAMES_ZH, TAKEN_EN, TAKEN_ZH, given_names
from regulars.demo.records import Both, Language

FIRM_FIRST = (
    Both("听松", "Listening Pine"), Both("半山", "Halfway Hill"), Both("拾光", "Gathered Light"), Both("青梧", "Green Sycamore"),
    Both("泊舟", "Quiet Harbor"), Both("南窗", "South Window"), Both("知秋", "First Frost"), Both("三余", "Third Hour"),
    Both("归园", "Homeward Garden"), Both("小满", "Small Harvest"), Both("鹿鸣", "Deer Song"), Both("松月", "Pine Moon"),
    Both("竹里", "Bamboo Lane"), Both("望溪", "Creek View"), Both("枕流", "Streamside"), Both("闻莺", "Warbler"),
    Both("素问", "Plainspoken"), Both("栖禾", "Golden Field"), Both("安陌", "Quiet Path"), Both("白石", "White Stone"),
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
CITY_WEIGHTS = (64, 7, 6, 5, 3, 4, 5, 2, 2, 2)
CITY_CODES = ("0571", "0574", "0575", "0573", "0510", "0512", "021", "0579", "0577", "025")
STATES_EN = ("WA", "WA", "WA", "WA", "WA", "OR", "CA", "WA", "WA", "ID")
STREETS = (
    Both("桂雨路", "Alder Street"), Both("竹影街", "Cedar Avenue"), Both("青荷路", "Lotus Lane"), Both("茶亭巷", "Tea Pavilion Way"),
    Both("望湖里", "Lakeview Terrace"), Both("石板弄", "Cobble Court"), Both("听雨路", "Rainy Street"), Both("长桥街", "Long Bridge Road"),
    Both("柳浪路", "Willow Road"), Both("梧桐里", "Maple Row"), Both("晚晴街", "Evening Street"), Both("云梯路", "Ladder Hill"),
)  # fmt: skip
MOBILE_ZH = ("138", "139", "136", "158", "186", "188", "199", "135")
MAIL_HOSTS = ("example.com", "example.net", "example.org")


def person_name(draw: Draw, *, gender: str, year: int, language: Language) -> str:
    """The same two draws in either language; the next given name where the first makes somebody famous."""
    near, given = draw.share(), draw.share()
    names = given_names(gender, year=year, language=language)
    first = int(given * len(names))
    in_turn = (*names[first:], *names[:first])
    if language == "zh":
        # The power leans towards the head of the list, where the common surnames stand.
        surname = SURNAMES_ZH[int(near**1.8 * len(SURNAMES_ZH))]
        return next(surname + name for name in in_turn if surname + name not in TAKEN_ZH)
    surname = SURNAMES_EN[int(near * len(SURNAMES_EN))]
    return next(f"{name} {surname}" for name in in_turn if f"{name} {surname}" not in TAKEN_EN)


def firm_name(number: int, language: Language) -> tuple[str, str]:
    """The number-th firm and its industry; no two of the first 240 are called alike."""
    first = FIRM_FIRST[number % len(FIRM_FIRST)]
    last, industry = FIRM_LAST[(3 * (number // len(FIRM_FIRST)) + number) % len(FIRM_LAST)]
    joint = "" if language == "zh" else " "
    return first.to(language) + joint + last.to(language), industry


def mobile(number: int, language: Language) -> str:
    """Numbers for stories: 0000 in the middle, or 555-01xx, where nobody is disturbed.

    The English ones get their area code when all are known, see `telephones`.
    """
    if language == "zh":
        return f"{MOBILE_ZH[number % len(MOBILE_ZH)]}0000{1000 + number:04d}"
    return ""


def landline(number: int, *, city: int, language: Language) -> str:
    return f"{CITY_CODES[city]}-5550{number:04d}" if language == "zh" else ""


def email(name: str, number: int) -> str:
    """A mailbox below a domain that is reserved for examples."""
    from pypinyin import lazy_pinyin  # slow to load, and only needed where a shop is made

    letters = "".join(lazy_pinyin(name)).lower()
    local = "".join(letter if letter.isascii() and letter.isalnum() else "." for letter in letters)
    return f"{local.strip('.')}.{number}@{MAIL_HOSTS[number % len(MAIL_HOSTS)]}"


def address(draw: Draw, *, city: int, kind: str, language: Language) -> str:
    street, house, floor, door = (
        draw.pick(STREETS).to(language),
        draw.whole(1, 268),
        draw.whole(1, 18),
        draw.whole(1, 6),
    )
    town = CITIES[city].to(language)
    if language == "zh":
        return f"{town}市{street}{house}号" + ("" if kind == "firm" else f"{floor}{door:02d}室")
    flat = f"Suite {floor}{door:02d}" if kind == "firm" else f"Apt {floor}{door:02d}"
    return f"{house} {street}, {flat}, {town}, {STATES_EN[city]}"
