"""Files of contacts: named persons at firms. One is known by firm and name."""

from django.utils.translation import gettext_lazy as _

from regulars.customers import choices
from regulars.customers.importing import cells, changes, indexing, people, records
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.fields import Field
from regulars.customers.importing.kinds.customer_fields import of_customer
from regulars.customers.models import Contact

ROLES = {"decision": ("决策", "决策人"), "user": ("使用", "使用人"), "purchasing": ("采购",), "technical": ("技术",),
         "finance": ("财务",), "influencer": ("影响者", "影响")}  # fmt: skip
FIELDS: tuple[Field, ...] = (
    of_customer("customer_code", "企业编号"),
    Field("customer_name", _("Customer"), ("客户", "客户名称", "企业", "企业名称", "公司", "公司名称", "单位", "firm", "company",
          "customer name", "account"), cells.name, "text", 200),
    Field("customer_phone", _("Customer's phone"), ("企业电话", "公司电话", "客户电话"), cells.phone, "text[]"),
    Field("customer_email", _("Customer's e-mail"), ("企业邮箱", "公司邮箱", "客户邮箱"), cells.email, "text[]"),
    Field("name", _("Contact's name"), ("姓名", "联系人", "联系人姓名", "名字", "contact", "contact name", "full name"),
          cells.name, "text", 120, is_required=True),
    Field("salutation", _("Form of address"), ("称呼", "title"), cells.name, "text", 60),
    Field("position", _("Position"), ("职位", "职务", "job title"), cells.name, "text", 120),
    Field("department", _("Department"), ("部门", "所在部门"), cells.name, "text", 120),
    Field("role", _("Role in buying"), ("角色", "采购角色", "role"), cells.choice(choices.PurchaseRole, ROLES), "text"),
    Field("phone", _("Phone"), ("电话", "手机", "手机号", "联系电话", "mobile", "phone number", "telephone"),
          cells.phone, "text[]"),
    Field("email", _("E-mail"), ("邮箱", "电子邮件", "email", "mail"), cells.email, "text[]"),
    Field("wechat", _("WeChat"), ("微信", "微信号", "wechat id"), cells.wechat, "text[]"),
    Field("birthday", _("Birthday"), ("生日", "date of birth", "birth date"), cells.birthday, "jsonb"),
    Field("remark", _("Remark"), ("备注", "note", "notes"), cells.text, "text", 300),
    Field("left_on", _("Left the firm on"), ("离职日期", "left"), cells.day, "date"),
)  # fmt: skip
NEEDS = (("name",), ("customer_code", "customer_name", "customer_phone", "customer_email"))
COLUMNS = ("name", "salutation", "position", "department", "role", "remark", "left_on", "day_calendar", "day_year",
           "day_month", "day_day", "day_leap")  # fmt: skip

RECORD = """
CREATE TEMP TABLE record ON COMMIT DROP AS
SELECT i.n, known.id, min(i.n) OVER (PARTITION BY f.customer_id, lower(i.name)) AS twin,
    CASE WHEN c.kind <> 'firm' THEN 'firm_needed' ELSE f.trouble END AS trouble,
    f.customer_id, COALESCE(known.name, i.name) AS name, i.salutation, i.position, i.department, i.role, i.remark,
    i.left_on, i.birthday->>'day_calendar' AS day_calendar, (i.birthday->>'day_year')::int AS day_year,
    (i.birthday->>'day_month')::int AS day_month, (i.birthday->>'day_day')::int AS day_day,
    (i.birthday->>'day_leap')::boolean AS day_leap
FROM incoming i JOIN found f USING (n)
LEFT JOIN customers_customer c ON c.id = f.customer_id
LEFT JOIN LATERAL (
    SELECT id, name FROM customers_contact k WHERE k.customer_id = f.customer_id AND lower(k.name) = lower(i.name)
    ORDER BY id LIMIT 1
) known ON true
"""

POINTS = """
CREATE TEMP TABLE contact_point ON COMMIT DROP AS
SELECT DISTINCT ON (r.n, p.kind, p.value[2]) r.n, p.kind, p.value[1] AS value, p.value[2] AS normalised
FROM record r JOIN incoming i USING (n)
CROSS JOIN LATERAL (VALUES ('phone', i.phone), ('email', i.email), ('wechat', i.wechat)) p (kind, value)
LEFT JOIN customers_contactpoint kept ON kept.contact_id = r.id AND kept.kind = p.kind AND kept.normalised = p.value[2]
WHERE r.trouble IS NULL AND r.twin = r.n AND p.value IS NOT NULL AND kept.id IS NULL
"""


def judge(batch: Batch) -> None:
    batch.step("contacts")
    people.find(batch)
    batch.sql(RECORD)
    batch.sql(POINTS)
    records.judge(batch, COLUMNS, table="customers_contact", column="customer_name")
    reached = batch.value(
        "SELECT count(DISTINCT p.n) FROM contact_point p JOIN record r USING (n) WHERE r.id IS NOT NULL "
        "AND NOT EXISTS (SELECT FROM record_change c WHERE c.n = p.n)"
    )
    batch.counts["same"] -= reached
    batch.counts["changed"] += reached


def apply(batch: Batch) -> None:
    always = {"customer_id": "r.customer_id"}
    records.write(batch, Contact, COLUMNS, always=always, witness="name position remark customer_id")
    added = (
        "INSERT INTO customers_contactpoint (customer_id, contact_id, kind, value, normalised, label, is_primary, is_dead) "
        "SELECT r.customer_id, r.id, p.kind, p.value, p.normalised, '', false, false FROM contact_point p "
        "JOIN record r USING (n)"
    )
    changes.insert_noted(
        batch, "customers.ContactPoint", added, witness="value normalised customer_id verified_at is_dead"
    )
    with indexing.beside(
        batch, "SELECT DISTINCT customer_id FROM record WHERE is_new IS NOT NULL"
    ) as entries:
        entries.write()
