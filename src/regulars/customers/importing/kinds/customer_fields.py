"""What the columns of a file of customers can mean."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.customers import choices
from regulars.customers.importing import cells, reaching
from regulars.customers.importing.fields import Field, Parse
from regulars.customers.models import Customer
from regulars.customers.models.customer import LONGEST_TEXT

SQL = {
    "ArrayField": "text[]",
    "BooleanField": "boolean",
    "DecimalField": "numeric",
    "DateField": "date",
    "TimeField": "time",
    "PositiveSmallIntegerField": "int",
}
KINDS = {
    "person": ("个人", "个人客户", "individual"),
    "firm": ("企业", "企业客户", "公司", "单位", "company", "business"),
}
GENDERS = {
    "female": ("女", "女士", "女性", "f", "ms", "mrs", "miss", "woman"),
    "male": ("男", "先生", "男士", "男性", "m", "mr", "man"),
    "other": ("其他", "其它", "未知", "保密", "不详", "unknown"),
}
HOBBIES = {
    "arts": ("文艺", "艺术", "音乐", "阅读"),
    "sports": ("体育", "运动", "健身"),
    "drinking": ("喝酒", "饮酒"),
    "mahjong": ("麻将", "打麻将"),
    "other": ("其它", "其他"),
}
CHANNELS = {"phone": ("电话", "手机", "call"), "wechat": ("微信",), "sms": ("短信", "text"), "email": ("邮件", "邮箱", "mail"),
            "visit": ("拜访", "上门"), "shop": ("门店", "到店", "store"), "meeting": ("会面", "会议")}  # fmt: skip


def stored(column: str, *synonyms: str, parse: Parse = cells.name) -> Field:
    """A field that stands in a column of the customers table under its own name."""
    field: Any = Customer._meta.get_field(column)
    sql = SQL.get(field.get_internal_type() if not hasattr(field, "base_field") else "ArrayField", "text")
    length = getattr(field, "max_length", None) or LONGEST_TEXT
    return Field(column, field.verbose_name, synonyms, parse, sql, length if sql == "text" else 0)


IDENTITY = (
    stored("code", "客户编号", "会员号", "会员编号", "客户代码", "customer id", "customer no", "customer code",
           "client id", "member no", "account number", parse=cells.code),
    stored("name", "姓名", "名字", "客户姓名", "客户名称", "会员姓名", "名称", "客户", "full name", "customer name", "customer"),
    Field("phone", _("Phone"), ("电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "电话号码", "mobile",
          "mobile phone", "phone number", "telephone", "tel", "cell"), cells.phone, "text[]"),
    Field("phone2", _("Second phone"), ("备用电话", "第二电话", "其他电话", "固定电话", "座机", "电话2", "手机2",
          "other phone", "alternate phone", "landline", "phone 2"), cells.phone, "text[]"),
    Field("email", _("E-mail"), ("邮箱", "电子邮件", "电子邮箱", "邮件", "email", "email address", "mail"),
          cells.email, "text[]"),
    Field("wechat", _("WeChat"), ("微信", "微信号", "wechat id", "weixin"), cells.wechat, "text[]"),
    Field("further", _("Further ways to reach"), ("其他联系方式", "更多联系方式", "other contacts"), reaching.several, "text[]"),
)  # fmt: skip

PROFILE = (
    stored("kind", "客户类型", "类型", "个人企业", "type", parse=cells.choice(choices.Kind, KINDS)),
    stored("salutation", "称呼", "尊称", "title", "form of address"),
    stored("gender", "性别", "sex", parse=cells.choice(choices.Gender, GENDERS)),
    Field("birthday", _("Birthday"), ("生日", "出生日期", "出生年月日", "birth date", "date of birth", "dob"),
          cells.birthday, "jsonb"),
    stored("hobbies", "爱好", "兴趣", "兴趣爱好", "interests", parse=cells.listed(choices.Hobby, HOBBIES)),
    stored("hobby_text", "爱好说明"),
    stored("personality", "性格", "心理诉求", "personality traits", parse=cells.traits),
    stored("age_given", "年龄", "age", parse=cells.whole),
    stored("age_band", "年龄段", "age group", "age range", parse=cells.choice(choices.AgeBand)),
    stored("occupation", "职业", "岗位", "job", "profession"),
    stored("company", "工作单位", "单位", "公司", "company", "employer", "organisation", "organization"),
    stored("industry", "行业", "所属行业"),
    stored("income_band", "收入", "收入情况", "收入水平", "购买能力", "income", parse=cells.choice(choices.IncomeBand)),
    stored("country", "国家", "国家地区", "country region"),
    stored("city", "城市", "所在城市", "town", "所在地"),
    stored("address", "地址", "联系地址", "详细地址", "street", "street address"),
    stored("community", "小区", "社区", "community"),
    stored("region", "地区", "区域", "省份", "province"),
    stored("home_town", "籍贯", "家乡", "方言"),
    stored("association", "社交圈", "圈子", "协会"),
    stored("acquisition_source", "来源", "客户来源", "获客渠道", "source", "how they found us"),
    stored("preferred_channel", "偏好渠道", "首选联系方式", parse=cells.choice(choices.Channel, CHANNELS)),
    stored("preferred_from", "方便时间从", parse=cells.time_of_day),
    stored("preferred_until", "方便时间到", parse=cells.time_of_day),
    stored("do_not_contact", "勿扰", "禁止联系", "do not contact", "do not call", parse=cells.boolean),
    stored("manner_do", "宜"),
    stored("manner_dont", "忌"),
    stored("remark", "备注", "说明", "note", "notes", "comment", parse=cells.text),
)  # fmt: skip

BUSINESS = (
    stored("department", "来源部门", "部门", "from department", parse=cells.department),
    Field("owner", _("Owner"), ("负责人", "客户经理", "业务员", "销售员", "跟进人", "account manager", "sales rep",
          "assigned to"), cells.person, "int"),
    Field("tags", _("Tags"), ("标签", "客户标签", "labels"), cells.words, "text[]"),
    Field("marketing_consent", _("Agreed to marketing"), ("营销同意", "同意营销", "接收营销", "marketing consent",
          "newsletter", "opt in", "consent"), cells.boolean, "boolean"),
    stored("financial_situation", "财务状况"),
    stored("credit_grade", "信用等级", "资信等级", parse=cells.choice(choices.CreditGrade)),
    stored("credit_limit", "信用额度", "授信额度", parse=cells.amount),
    stored("payment_term_days", "账期", "账期天数", "payment terms", parse=cells.whole),
)  # fmt: skip

FIELDS: tuple[Field, ...] = (*IDENTITY, *PROFILE, *BUSINESS)


def of_customer(key: str, *synonyms: str) -> Field:
    """A field of customers that stands in files of something else: ``customer_code``, ``country`` …"""
    field = next(each for each in FIELDS if each.key == key.removeprefix("customer_"))
    return Field(key, field.label, (*field.synonyms, *synonyms), field.parse, field.sql, field.max_length)


NEEDS = (("code", "name", "phone", "email", "wechat"),)
# Not columns of the customers table: rows of their own.
APART = frozenset({"phone", "phone2", "email", "wechat", "further", "tags", "marketing_consent"})
