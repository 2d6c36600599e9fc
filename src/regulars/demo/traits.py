"""What may be known about a customer, in both languages."""

from typing import NamedTuple

from regulars.demo.catalogue import CATEGORIES
from regulars.demo.records import Both


class Event(NamedTuple):
    name: Both
    yearly: bool


class Post(NamedTuple):
    """A position at a firm, from the owner to the counter."""

    position: Both
    department: Both
    role: str


class Job(NamedTuple):
    """An occupation, for those of an age and perhaps of one sex."""

    name: Both
    youngest: int
    oldest: int
    gender: str = ""
    is_retired: bool = False
    is_own_master: bool = False


# Exactly the five of the trade, in this order: 文艺 体育 喝酒 麻将 其它.
HOBBIES = ("arts", "sports", "drinking", "mahjong", "other")
OTHER_HOBBIES = (
    Both("徒步", "hiking"), Both("摄影", "photography"), Both("烘焙", "baking"), Both("钓鱼", "fishing"), Both("养花", "gardening"),
    Both("园艺和盆景", "bonsai"), Both("骑行", "cycling"), Both("露营", "camping"),
)  # fmt: skip
OCCUPATIONS = (
    Job(Both("建筑设计师", "architect"), 25, 60), Job(Both("小学教师", "elementary school teacher"), 23, 60), Job(Both("中学教师", "high school teacher"), 23, 60),
    Job(Both("医生", "doctor"), 27, 62), Job(Both("护士", "nurse"), 21, 54), Job(Both("软件工程师", "software engineer"), 22, 48), Job(Both("会计", "accountant"), 22, 58),
    Job(Both("律师", "lawyer"), 26, 64), Job(Both("公务员", "civil servant"), 24, 60), Job(Both("个体店主", "shop owner"), 26, 66, is_own_master=True), Job(Both("工厂主管", "plant supervisor"), 30, 60),
    Job(Both("外贸经理", "export manager"), 28, 58), Job(Both("自由撰稿人", "freelance writer"), 24, 66, is_own_master=True), Job(Both("平面设计师", "graphic designer"), 22, 50),
    Job(Both("退休教师", "retired teacher"), 56, 90, is_retired=True), Job(Both("退休工程师", "retired engineer"), 60, 90, is_retired=True), Job(Both("退休干部", "retired official"), 60, 90, is_retired=True),
    Job(Both("银行职员", "bank clerk"), 22, 56), Job(Both("房产中介", "realtor"), 22, 50), Job(Both("厨师", "chef"), 22, 58), Job(Both("出租车司机", "taxi driver"), 28, 60, "male", is_own_master=True),
    Job(Both("大学生", "student"), 18, 24, is_own_master=True), Job(Both("摄影师", "photographer"), 22, 55), Job(Both("瑜伽教练", "yoga teacher"), 23, 48, "female"), Job(Both("药剂师", "pharmacist"), 24, 58),
    Job(Both("采购经理", "purchasing manager"), 28, 58), Job(Both("全职妈妈", "stay-at-home mother"), 27, 48, "female", is_own_master=True), Job(Both("大学教授", "professor"), 36, 66),
    Job(Both("退休工人", "retired factory worker"), 56, 90, is_retired=True), Job(Both("退休护士", "retired nurse"), 56, 90, "female", is_retired=True),
)  # fmt: skip
INCOMES = ("low", "middle", "upper_middle", "high", "very_high")
AGE_BANDS = ("18_24", "25_34", "35_44", "45_54", "55_64", "65_up")
# The wording of these seven is the trade's; a segment rule can name them.
PERSONALITIES = (
    Both("重价格", "price-minded"), Both("重质量", "quality-minded"), Both("重服务", "service-minded"), Both("重面子", "values standing"),
    Both("果断", "decisive"), Both("犹豫", "hesitant"), Both("健谈", "talkative"),
)  # fmt: skip
# A pair that excludes itself.
OPPOSITES = {PERSONALITIES[4], PERSONALITIES[5]}
TAGS = (
    Both("品鉴会", "tasting"), Both("送礼", "gifts"), Both("老茶客", "old hand"), Both("邻居", "neighbor"), Both("环保", "green-minded"),
    Both("带新客", "brings friends"), Both("爱问冲泡", "asks about brewing"), Both("要发票", "needs invoices"),
)  # fmt: skip
# Of those who live near the shop.
TAGS_NEAR = (TAGS[0], TAGS[3])
# What those like who mostly buy one kind of tea.
TASTES = {
    "green": (Both("清香型绿茶，不喝拼配", "Light green tea, no blends"), Both("淡一点，怕涩", "Light, nothing bitter")),
    "black": (Both("蜜香红茶", "Honeyed black tea"), Both("红茶要甜润，不要烟熏", "Black tea sweet and round, not smoky")),
    "oolong": (Both("浓香焙火", "Roasted and strong"), Both("清香型乌龙，要新鲜", "Light oolong, and fresh")),
    "white": (Both("老白茶煮着喝", "Aged white tea, simmered"), Both("白茶要三年以上", "White tea of three years and more")),
    "dark": (Both("陈香，养胃", "Aged and mild on the stomach"), Both("只喝熟普，不喝生普", "Ripe pu’er only, never raw")),
    "scented": (Both("花香明显", "Clearly floral"), Both("茉莉要窨足，不要香精", "Well-scented jasmine, nothing artificial")),
}  # fmt: skip
SOURCES = (
    "conversation",
    "conversation",
    "conversation",
    "survey",
    "feedback",
    "outdoor_event",
    "service_record",
)
ACQUIRED = (
    Both("朋友推荐", "friend"), Both("路过", "passing by"), Both("社交媒体", "social media"), Both("展会", "trade fair"),
    Both("网站", "website"), Both("促销活动", "promotion"), Both("品鉴会", "tasting"),
)  # fmt: skip
NEEDS = (
    ("need", Both("给父母的低咖啡因茶", "Low-caffeine tea for the parents"), "white"),
    ("need", Both("早上配早餐的茶", "Something to go with breakfast"), "black"),
    ("need", Both("过年送亲戚，六份左右", "New Year gifts for the relatives, about six"), "gifts"),
    ("expectation", Both("新茶一到就通知", "To hear of new tea at once"), "green"),
    ("expectation", Both("送货当天有短信", "A message on the day of delivery"), ""),
    ("preference", Both("小罐装，便于携带", "Small tins, easy to carry"), ""),
    ("preference", Both("偏爱手工炒制", "Prefers pan-fired by hand"), "green"),
    ("preference", Both("喜欢素色包装", "Plain wrapping"), "gifts"),
    ("special_request", Both("点心不含坚果，家人过敏", "No nuts in pastry, allergy in the family"), "snacks"),
    ("special_request", Both("快递放门卫，不放驿站", "Leave packages with the doorman"), ""),
)  # fmt: skip
NEEDS_OF_FIRMS = (
    ("need", Both("办公室招待用茶，每月一次", "Tea for visitors at the office, once a month"), ""),
    ("need", Both("年底送客户的礼盒五十份", "Fifty gift boxes for clients at year’s end"), "gifts"),
    ("need", Both("开会用的小包装", "Single packs for meetings"), ""),
    ("expectation", Both("涨价提前一个月说", "A month’s notice before prices rise"), ""),
    ("expectation", Both("下单次日送到", "Delivery on the next day"), ""),
    ("preference", Both("同一批次，口味不变", "The same batch, the same taste"), ""),
    ("special_request", Both("礼盒印公司名", "The firm’s name on gift boxes"), "gifts"),
    ("special_request", Both("发票随货走", "The invoice with the goods"), ""),
)  # fmt: skip
NEED_STATES = ("unmet", "in_progress", "met")
SPOUSE, SON, DAUGHTER = Both("配偶", "spouse"), Both("儿子", "son"), Both("女儿", "daughter")
FATHER, MOTHER = Both("父亲", "father"), Both("母亲", "mother")
SHOP_OWNER = Both("个体店主", "shop owner")
CHILDREN = frozenset((*SON, *DAUGHTER))
WEDDING = Event(Both("结婚纪念日", "wedding anniversary"), yearly=True)
MOVING = Event(Both("乔迁", "moving house"), yearly=False)
PROMOTION = Event(Both("升职", "promotion"), yearly=False)
OPENING = Event(Both("店铺周年", "anniversary of the shop"), yearly=True)
EVENT_NOTES = (
    Both("送过一罐红茶", "We sent a tin of black tea"), Both("请我们配过伴手礼", "We put the little gifts together"), Both("", ""),
)  # fmt: skip
SPOUSE_NOTES = (
    Both("也爱喝茶", "Likes tea too"), Both("只喝咖啡", "Coffee only"), Both("喝红茶，不喝绿茶", "Black tea, never green"), Both("", ""), Both("", ""),
)  # fmt: skip
PARENT_NOTES = (
    Both("肠胃弱，喝熟普", "Weak stomach, drinks ripe pu’er"), Both("喝了一辈子绿茶", "A lifetime of green tea"), Both("住在老家", "Lives back home"), Both("", ""),
)  # fmt: skip
# How old a child is at most, and where it then is.
SCHOOLS = (
    (2, Both("还小", "still a baby")), (6, Both("上幼儿园", "in kindergarten")), (12, Both("上小学", "in elementary school")),
    (15, Both("上初中", "in middle school")), (18, Both("上高中", "in high school")), (22, Both("上大学", "at college")),
    (99, Both("已经工作", "working")),
)  # fmt: skip
POSITIONS = (
    Post(Both("总经理", "managing director"), Both("管理层", "management"), "decision"),
    Post(Both("采购经理", "purchasing manager"), Both("采购部", "purchasing"), "purchasing"),
    Post(Both("财务主管", "head of accounts"), Both("财务部", "accounts"), "finance"),
    Post(Both("行政专员", "office clerk"), Both("行政部", "office"), "influencer"),
)
# Those who brew and serve it, by kind of firm.
POSTS_OF = {
    "hospitality": (Post(Both("店长", "manager"), Both("前厅", "front of house"), "user"), Post(Both("茶艺师", "tea master"), Both("前厅", "front of house"), "technical")),
    "retail": (Post(Both("店长", "store manager"), Both("门店", "shop floor"), "user"), Post(Both("陈列师", "window dresser"), Both("门店", "shop floor"), "technical")),
    "leisure": (Post(Both("馆长", "studio head"), Both("前台", "front desk"), "user"), Post(Both("教练", "instructor"), Both("教学", "teaching"), "technical")),
    "trade": (Post(Both("业务经理", "account manager"), Both("业务部", "sales"), "user"), Post(Both("仓库主管", "warehouse supervisor"), Both("仓库", "warehouse"), "technical")),
    "office": (Post(Both("前台", "receptionist"), Both("前台", "front desk"), "user"), Post(Both("后勤主管", "head of facilities"), Both("后勤部", "facilities"), "technical")),
}  # fmt: skip
INDUSTRIES = {
    "hospitality": Both("餐饮住宿", "hospitality"),
    "retail": Both("零售", "retail"),
    "leisure": Both("休闲健身", "leisure"),
    "trade": Both("贸易", "trade"),
    "office": Both("商务服务", "business services"),
}
CATEGORY_NAMES = dict(CATEGORIES)
PREFERRED_CHANNELS = ("wechat", "phone", "sms", "email", "visit")
PREFERRED_HOURS = ((9, 12), (14, 18), (18, 21), (10, 17))
OBTAINED = (
    Both("门店签字", "signed in the shop"),
    Both("小程序勾选", "ticked on the website"),
    Both("电话口头", "said on the phone"),
)
