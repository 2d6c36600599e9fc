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


# Exactly the five of the trade, in this order: 文艺 体育 喝酒 麻将 其它.
HOBBIES = ("arts", "sports", "drinking", "mahjong", "other")
OTHER_HOBBIES = (
    Both("徒步", "hiking"), Both("摄影", "photography"), Both("烘焙", "baking"), Both("钓鱼", "fishing"), Both("养花", "gardening"),
    Both("园艺和盆景", "bonsai"), Both("骑行", "cycling"), Both("露营", "camping"),
)  # fmt: skip
OCCUPATIONS = (
    Both("建筑设计师", "architect"), Both("小学教师", "primary school teacher"), Both("中学教师", "high school teacher"),
    Both("医生", "doctor"), Both("护士", "nurse"), Both("软件工程师", "software engineer"), Both("会计", "accountant"),
    Both("律师", "lawyer"), Both("公务员", "civil servant"), Both("个体店主", "shop owner"), Both("工厂主管", "plant supervisor"),
    Both("外贸经理", "export manager"), Both("自由撰稿人", "freelance writer"), Both("平面设计师", "graphic designer"),
    Both("退休教师", "retired teacher"), Both("退休工程师", "retired engineer"), Both("退休干部", "retired official"),
    Both("银行职员", "bank clerk"), Both("房产中介", "estate agent"), Both("厨师", "chef"), Both("出租车司机", "taxi driver"),
    Both("大学生", "student"), Both("摄影师", "photographer"), Both("瑜伽教练", "yoga teacher"), Both("药剂师", "pharmacist"),
    Both("采购经理", "purchasing manager"), Both("全职妈妈", "full-time mother"), Both("大学教授", "professor"),
)  # fmt: skip
INCOMES = ("low", "middle", "upper_middle", "high", "very_high")
AGE_BANDS = ("18_24", "25_34", "35_44", "45_54", "55_64", "65_up")
# The wording of these seven is the trade's; a segment rule can name them.
PERSONALITIES = (
    Both("重价格", "price-minded"), Both("重质量", "quality-minded"), Both("重服务", "service-minded"), Both("重面子", "values standing"),
    Both("果断", "decisive"), Both("犹豫", "hesitant"), Both("健谈", "talkative"),
)  # fmt: skip
TAGS = (
    Both("品鉴会", "tasting"), Both("送礼", "gifts"), Both("老茶客", "old hand"), Both("邻居", "neighbour"), Both("环保", "green-minded"),
    Both("带新客", "brings friends"), Both("爱问冲泡", "asks about brewing"), Both("要发票", "needs invoices"),
)  # fmt: skip
TASTES = (
    Both("清香型绿茶，不喝拼配", "light green tea, no blends"), Both("浓香焙火", "roasted and strong"), Both("淡一点，怕涩", "light, nothing bitter"),
    Both("花香明显", "clearly floral"), Both("陈香，养胃", "aged and mild"), Both("蜜香红茶", "honeyed black tea"),
)  # fmt: skip
SOURCES = (
    "conversation", "conversation", "survey", "feedback", "outdoor_event", "service_record", "social_media", "sales_data",
    "market_research", "past_project",
)  # fmt: skip
ACQUIRED = (
    Both("朋友推荐", "friend"), Both("路过", "passing by"), Both("社交媒体", "social media"), Both("展会", "trade fair"),
    Both("网站", "website"), Both("促销活动", "promotion"), Both("品鉴会", "tasting"),
)  # fmt: skip
NEEDS = (
    ("need", Both("办公室招待用茶，每月一次", "Tea for visitors at the office, once a month"), ""),
    ("need", Both("给父母的低咖啡因茶", "Low-caffeine tea for the parents"), "white"),
    ("need", Both("年底送客户的礼盒五十份", "Fifty gift boxes for clients at year’s end"), "gifts"),
    ("expectation", Both("新茶一到就通知", "To hear of new tea at once"), "green"),
    ("expectation", Both("送货当天有短信", "A message on the day of delivery"), ""),
    ("preference", Both("小罐装，便于携带", "Small tins, easy to carry"), ""),
    ("preference", Both("偏爱手工炒制", "Prefers pan-fired by hand"), "green"),
    ("preference", Both("喜欢素色包装", "Plain wrapping"), "gifts"),
    (
        "special_request",
        Both("礼盒不含坚果，家人过敏", "No nuts in gift boxes, allergy in the family"),
        "snacks",
    ),
    ("special_request", Both("发票抬头写公司名", "Invoices in the company’s name"), ""),
)
NEED_STATES = ("unmet", "in_progress", "met")
RELATIONS = (
    Both("配偶", "spouse"), Both("儿子", "son"), Both("女儿", "daughter"), Both("父亲", "father"), Both("母亲", "mother"),
)  # fmt: skip
EVENTS = (
    Event(Both("结婚纪念日", "wedding anniversary"), yearly=True),
    Event(Both("乔迁", "moving house"), yearly=False),
    Event(Both("孩子出生", "birth of a child"), yearly=True),
    Event(Both("升职", "promotion"), yearly=False),
    Event(Both("新店开张", "opening of a shop"), yearly=True),
)
EVENT_NOTES = (
    Both("送过一罐红茶", "We sent a tin of black tea"), Both("请我们推荐过茶", "Asked us for a tea then"), Both("", ""),
)  # fmt: skip
POSITIONS = (
    Post(Both("总经理", "managing director"), Both("管理层", "management"), "decision"),
    Post(Both("采购经理", "purchasing manager"), Both("采购部", "purchasing"), "purchasing"),
    Post(Both("店长", "shop manager"), Both("门店", "shop floor"), "user"),
    Post(Both("财务主管", "head of accounts"), Both("财务部", "accounts"), "finance"),
    Post(Both("行政专员", "office clerk"), Both("行政部", "office"), "influencer"),
    Post(Both("茶艺师", "tea master"), Both("门店", "shop floor"), "technical"),
)
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
