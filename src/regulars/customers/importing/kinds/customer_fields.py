"""What the columns of a file of customers can mean."""

from django.utils.translation import gettext_lazy as _

from regulars.customers import choices
from regulars.customers.importing import cells
from regulars.customers.importing.fields import Field, Parse
from regulars.customers.models import Customer


def stored(column: str, *synonyms: str, parse: Parse = cells.text) -> Field:
    """A field that stands in a column of the customers table under its own name."""
    field = Customer._meta.get_field(column)
    length = getattr(field, "max_length", None) or 0
    types = {"ArrayField": "text[]", "BooleanField": "boolean", "DecimalField": "numeric", "DateField": "date",
             "TimeField": "time", "PositiveSmallIntegerField": "int"}  # fmt: skip
    sql = types.get(field.get_internal_type() if not hasattr(field, "base_field") else "ArrayField", "text")
    return Field(column, field.verbose_name, synonyms, parse, sql, length if sql == "text" else 0)


FIELDS: tuple[Field, ...] = (
    stored("code", "客户编号", "会员号", "会员编号", "客户代码", "customer id", "customer no", "customer code",
           "client id", "member no", "account number", parse=cells.code),
    stored("name", "姓名", "名字", "客户姓名", "客户名称", "会员姓名", "名称", "full name", "customer name", "customer", parse=cells.name),
    Field("phone", _("Phone"), ("电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "电话号码", "mobile",
          "mobile phone", "phone number", "telephone", "tel", "cell"), cells.phone, "text[]"),
    Field("phone2", _("Second phone"), ("备用电话", "第二电话", "其他电话", "固定电话", "座机", "other phone",
          "alternate phone", "landline"), cells.phone, "text[]"),
    Field("email", _("E-mail"), ("邮箱", "电子邮件", "电子邮箱", "邮件", "email", "email address", "mail"),
          cells.email, "text[]"),
    Field("wechat", _("WeChat"), ("微信", "微信号", "wechat id", "weixin"), cells.wechat, "text[]"),
    stored("country", "国家", "国家地区", "country region"),
    stored("city", "城市", "所在城市", "town", "所在地"),
)  # fmt: skip
