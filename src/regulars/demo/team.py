"""Who works in the shop: six people in two teams."""

from regulars.demo.records import Both, Language, Staff

LAKESIDE, WESTSIDE = Both("湖滨店", "Lakeside shop"), Both("城西店", "Westside shop")
TEAMS = (LAKESIDE, WESTSIDE)
PEOPLE = (
    ("liangan", Both("梁安", "Liang An"), "administrator", LAKESIDE),
    ("zhengqiuyun", Both("郑秋云", "Zheng Qiuyun"), "manager", LAKESIDE),
    ("linxiaotong", Both("林晓彤", "Lin Xiaotong"), "staff", LAKESIDE),
    ("sunli", Both("孙立", "Sun Li"), "staff", LAKESIDE),
    ("fangyuan", Both("方远", "Fang Yuan"), "staff", WESTSIDE),
    ("hemin", Both("何敏", "He Min"), "read_only", WESTSIDE),
)
OWNERS = ("linxiaotong", "sunli", "fangyuan", "zhengqiuyun", "liangan", None)
OWNER_WEIGHTS = (27, 22, 25, 14, 3, 9)


def staff(language: Language) -> tuple[Staff, ...]:
    return tuple(
        Staff(username, name.to(language), role, team.to(language), f"{username}@example.com")
        for username, name, role, team in PEOPLE
    )


def team_of(username: str | None, *, language: Language, otherwise: Both = LAKESIDE) -> str:
    found = {person[0]: person[3] for person in PEOPLE}
    return found.get(username or "", otherwise).to(language)
