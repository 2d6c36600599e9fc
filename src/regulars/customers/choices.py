"""Closed lists of values, in the trade's words and order."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    PERSON = "person", _("Person")
    FIRM = "firm", _("Firm")


class Gender(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", pgettext_lazy("gender", "Other")


class Hobby(TextChoices):
    """文艺, 体育, 喝酒, 麻将, 其它: exactly these five, plus free text."""

    ARTS = "arts", _("Arts")
    SPORTS = "sports", _("Sports")
    DRINKING = "drinking", _("Drinking")
    MAHJONG = "mahjong", _("Mahjong")
    OTHER = "other", pgettext_lazy("hobby", "Other")


# 性格: words that are offered. What is stored are words, these or the firm's own.
PERSONALITY_WORDS = (
    pgettext_lazy("personality", "Minds the price"),
    pgettext_lazy("personality", "Minds quality"),
    pgettext_lazy("personality", "Minds service"),
    pgettext_lazy("personality", "Minds face"),
    pgettext_lazy("personality", "Decisive"),
    pgettext_lazy("personality", "Hesitant"),
)


class IncomeBand(TextChoices):
    LOW = "low", pgettext_lazy("income", "Low")
    MIDDLE = "middle", pgettext_lazy("income", "Middle")
    UPPER_MIDDLE = "upper_middle", pgettext_lazy("income", "Upper middle")
    HIGH = "high", pgettext_lazy("income", "High")
    VERY_HIGH = "very_high", pgettext_lazy("income", "Very high")


class AgeBand(TextChoices):
    UNDER_18 = "under_18", _("Under 18")
    FROM_18 = "18_24", "18–24"
    FROM_25 = "25_34", "25–34"
    FROM_35 = "35_44", "35–44"
    FROM_45 = "45_54", "45–54"
    FROM_55 = "55_64", "55–64"
    FROM_65 = "65_up", _("65 and over")


class Calendar(TextChoices):
    SOLAR = "solar", _("Solar")
    LUNAR = "lunar", _("Lunar")


class Source(TextChoices):
    """数据来源: where a fact was learnt."""

    MARKET_RESEARCH = "market_research", _("Market research")
    CONVERSATION = "conversation", _("Past conversation")
    OUTDOOR_EVENT = "outdoor_event", _("Outdoor event")
    PAST_PROJECT = "past_project", _("Past project")
    SURVEY = "survey", _("Survey")
    FEEDBACK = "feedback", _("Customer feedback")
    SERVICE_RECORD = "service_record", _("Service record")
    SOCIAL_MEDIA = "social_media", _("Social media monitoring")
    SALES_DATA = "sales_data", _("Sales data")


class Department(TextChoices):
    SALES = "sales", _("Sales department")
    MARKETING = "marketing", _("Marketing department")
    SERVICE = "service", _("Customer service")


class PointKind(TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    WECHAT = "wechat", _("WeChat")
    WECOM = "wecom", _("WeCom")


class Channel(TextChoices):
    """How a contact took place."""

    PHONE = "phone", pgettext_lazy("channel", "Phone")
    WECHAT = "wechat", pgettext_lazy("channel", "WeChat")
    VISIT = "visit", pgettext_lazy("channel", "Visit")
    SMS = "sms", pgettext_lazy("channel", "SMS")
    EMAIL = "email", pgettext_lazy("channel", "E-mail")
    MEETING = "meeting", pgettext_lazy("channel", "Meeting")
    SHOP = "shop", pgettext_lazy("channel", "In the shop")
    SOCIAL = "social", pgettext_lazy("channel", "Social media")
    NOTE = "note", pgettext_lazy("channel", "Note")


class Direction(TextChoices):
    TO_CUSTOMER = "to_customer", _("Us to customer")
    FROM_CUSTOMER = "from_customer", _("Customer to us")


class ContactResult(TextChoices):
    REACHED = "reached", _("Reached")
    NO_ANSWER = "no_answer", _("No answer")


class Mood(TextChoices):
    PLEASED = "pleased", _("Pleased")
    CALM = "calm", _("Calm")
    UPSET = "upset", _("Upset")


class PurchaseRole(TextChoices):
    """决策, 使用, 采购, 技术, 财务, 影响者."""

    DECISION = "decision", _("Decides")
    USER = "user", _("Uses")
    PURCHASING = "purchasing", _("Purchases")
    TECHNICAL = "technical", _("Technical")
    FINANCE = "finance", _("Finance")
    INFLUENCER = "influencer", _("Influences")


class NeedKind(TextChoices):
    """需求, 期望, 偏好, 特殊要求."""

    NEED = "need", _("Need")
    EXPECTATION = "expectation", _("Expectation")
    PREFERENCE = "preference", _("Preference")
    SPECIAL_REQUEST = "special_request", _("Special request")


class NeedStatus(TextChoices):
    """未满足, 处理中, 已满足."""

    UNMET = "unmet", _("Unmet")
    IN_PROGRESS = "in_progress", _("In progress")
    MET = "met", _("Met")


class NoteKind(TextChoices):
    """细节, 说过的话, 要求."""

    DETAIL = "detail", _("Detail")
    QUOTE = "quote", _("Something said")
    REQUEST = "request", _("Request")


class SignKind(TextChoices):
    """What speaks of loyalty and no order shows. The four ties are what leaving would cost: 程序, 财务, 关系, 合同."""

    MENTION = "mention", _("Mentioned another brand")
    COMPARISON = "comparison", _("Compared us with another brand")
    ELSEWHERE = "elsewhere", _("Bought another brand")
    NO_OTHER = "no_other", _("Asked: looks at no other brand")
    PRICE = "price", _("Objected to the price")
    OBSTACLE = "obstacle", _("Another obstacle to buying")
    CHOOSING = "choosing", _("Time taken to choose")
    PROCEDURAL = "procedural", _("Learning and procedure")
    FINANCIAL = "financial", _("Financial")
    RELATIONAL = "relational", _("Relation and feeling")
    CONTRACTUAL = "contractual", _("Contract")


OTHER_BRANDS = (SignKind.MENTION, SignKind.COMPARISON, SignKind.ELSEWHERE, SignKind.NO_OTHER)
OBSTACLES = (SignKind.PRICE, SignKind.OBSTACLE)
TIES = (SignKind.PROCEDURAL, SignKind.FINANCIAL, SignKind.RELATIONAL, SignKind.CONTRACTUAL)


class PromiseStatus(TextChoices):
    """待兑现, 已兑现, 违约."""

    OPEN = "open", _("To be kept")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")


class Purpose(TextChoices):
    MARKETING = "marketing", _("Marketing")
    SERVICE = "service", _("Service messages")
    SENSITIVE = "sensitive", _("Keeping sensitive details")


class ConsentChannel(TextChoices):
    ANY = "any", _("Any channel")
    PHONE = "phone", pgettext_lazy("channel", "Phone")
    SMS = "sms", pgettext_lazy("channel", "SMS")
    EMAIL = "email", pgettext_lazy("channel", "E-mail")
    WECHAT = "wechat", pgettext_lazy("channel", "WeChat")


class CreditGrade(TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
