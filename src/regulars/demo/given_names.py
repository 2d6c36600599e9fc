"""Given names: in Chinese by the years in which they were in fashion."""


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES_ZH = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段章钱汤尹黎易常武乔贺赖龚文"
)
# Born before 1966, before 1988, and since.
MEN_ZH = (
    words("建华 国平 伟民 永康 德胜 根生 炳荣 国强 志明 庆丰 少华 学文 春生 文忠 福林 长根 宝林 金水 国兴 仁甫 荣生 伯年"),
    words(
        "志强 海涛 明辉 立新 东升 晓峰 振宇 云鹏 向阳 成林 立诚 建军 卫东 剑锋 志刚 永强 小军 文博 利民 国栋 学军 "
        "磊 勇 斌 涛 超 军 峰 刚 凯 亮 伟 强"
    ),
    words(
        "俊杰 宇航 浩然 子轩 家骏 思远 景行 鹏飞 嘉诚 一鸣 天佑 承志 泽宇 书恒 世杰 一凡 逸飞 皓轩 子墨 博文 "
        "翔 昊 晨 毅 波 杰 睿 铭"
    ),
)  # fmt: skip
WOMEN_ZH = (
    words("秀英 桂兰 淑珍 玉华 素芬 月娥 凤仙 彩云 巧玲 桂芳 玉珍 秀兰 金娣 惠珍 美娟 菊芳 雅芬 宝珠 水仙 文娟 银娣 爱珍"),
    words(
        "雅琴 晓燕 丽娟 美玲 慧敏 海燕 春梅 文静 红梅 建芳 晓红 秋萍 玉萍 丽萍 小红 卫红 爱华 晓琴 惠琴 亚萍 "
        "静 敏 芳 艳 莉 玲 颖 雪 倩 琳 洁 红"
    ),
    words(
        "婷婷 雨欣 梓涵 思琪 佳怡 若兰 诗涵 可欣 梦洁 静怡 晓雯 欣妍 清荷 采薇 知夏 小满 一诺 子悦 佳宁 思雨 "
        "欣怡 语桐 薇 珊 瑶 蕾 璐 彤"
    ),
)  # fmt: skip
TURNS = (1966, 1988)
# Borne by people whom everybody knows, or by somebody of the shop itself.
TAKEN_ZH = frozenset(
    words(
        "李嘉诚 林俊杰 刘翔 田亮 赵薇 江珊 秦昊 董洁 李娜 张杰 刘涛 黄磊 王凯 李晨 胡军 吴刚 王刚 周涛 朱军 何洁 曾毅 郭涛 "
        "杨颖 杨雪 韩雪 姚晨 邓超 李勇 韩磊 杜海涛 吴磊 陆毅 李毅 丁磊 张磊 汪峰 王涛 罗文 周杰 陈毅 金晨 常昊 马琳 张亮 张颖 "
        "马蓉 郑凯 孙杰 谢娜 戴军 杨洁 王雪 刘颖 龚琳 史铭 林超 许薇 张军 张伟 李伟 王伟 刘伟 李强 王强 刘强 高峰 陈伟 "
        "周永康 王毅 王晨 何卫东 周强 董军 秦刚 李建国 张春生 罗美玲 何静 何敏 邵培 许诺 顾明 陈雨桐 黄丽华 刘建国 潘国强 周文斌 沈志远 吴佳慧"
    )
)
TAKEN_EN = frozenset(
    (
        "Emma Stone", "Isaac Hayes", "Lucy Hale", "Alice Cooper", "Julia Quinn", "Albert Brooks", "David Foster", "Ben Foster", "Andre Ward",
        "James Blake", "Helen Hayes", "Grace Park", "George Cole", "Chloe Kim", "George Foster", "Tom Holt", "Julia Stone", "Frank Lowell",
        "Amy Lowell", "James Brooks", "David Banks", "Daniel Kim", "Victor Archer", "Kim Song", "Jane Foster", "Grace Kim", "Ryan Sloan",
    )
)  # fmt: skip
SURNAMES_EN = words(
    "Abbott Alder Ames Archer Baird Banks Barlow Beck Bennett Bishop Blake Bowen Brandt Brooks Burke Caldwell "
    "Carver Chan Chandra Cheng Cole Conway Cooper Costa Crane Dalton Davies Delgado Dunn Eaton Ellis Emery "
    "Farrow Fisher Flores Foster Gallagher Garza Gill Goto Grant Greer Hale Harlow Hayes Hess Holt Hsu Huang "
    "Ingram Ito Jansen Joshi Kaur Keane Kim Lang Larsen Lau Lowell Lund Lyons Mahoney Marsh Mercer Meyer Moss "
    "Nakano Nguyen Nolan North Olsen Ortiz Page Park Patel Pike Quinn Ramos Rhodes Rivera Rowe Salazar Sandoval "
    "Shaw Singh Sloan Song Stone Tanaka Thorne Tran Vance Vega Walsh Ward Weaver Winslow Wong Yates York Zhou"
)
MEN_EN = words(
    "Aaron Adam Alan Albert Amit Andre Arthur Ben Brian Caleb Carl Chris Daniel David Dennis Diego Edward Eli "
    "Eric Ethan Felix Frank Gavin George Grant Hank Henry Hiro Isaac Ivan Jack James Jin Joel Jonas Kai Kenji "
    "Leo Liam Luis Marcus Martin Mateo Miles Nathan Neil Omar Owen Paul Peter Raj Ravi Ryan Samuel Sean Simon "
    "Theo Tom Victor Walter Wei"
)
WOMEN_EN = words(
    "Abigail Alice Amara Amy Anita Anna Beth Carmen Carol Chloe Clara Dana Daisy Elena Ellen Emi Emma Esther "
    "Fiona Grace Hannah Helen Ines Irene Iris Jane Jasmine Joan Julia Karen Kavya Kim Laura Leah Lena Lily "
    "Lucy Maria Maya Mei Mina Molly Nadia Naomi Nina Nora Olivia Paula Priya Rachel Rosa Ruth Sara Sofia Stella "
    "Susan Tara Tess Vera Wendy Yuki Zoe"
)


def given_names(gender: str, *, year: int, language: str) -> tuple[str, ...]:
    """The names of a man or a woman born in a year."""
    if language == "en":
        return MEN_EN if gender == "male" else WOMEN_EN
    return (MEN_ZH if gender == "male" else WOMEN_ZH)[sum(year >= turn for turn in TURNS)]
