"""Files of what happened with customers: with its original author and date."""

from django.utils.translation import gettext_lazy as _

from regulars.customers import choices
from regulars.customers.importing import cells, people, records
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.fields import Field
from regulars.customers.importing.kinds.customer_fields import CHANNELS, of_customer
from regulars.customers.models import Interaction

DIRECTIONS = {"to_customer": ("呼出", "去电", "企业→客户", "主动联系", "outgoing", "outbound", "out"),
              "from_customer": ("呼入", "来电", "客户→企业", "客户来", "incoming", "inbound", "in")}  # fmt: skip
RESULTS = {"reached": ("已接通", "接通", "成功"), "no_answer": ("未接通", "未接", "无人接听", "no reply")}
FIELDS: tuple[Field, ...] = (
    of_customer("customer_code"),
    of_customer("customer_name"),
    of_customer("customer_phone"),
    of_customer("customer_email"),
    Field("happened_at", _("When"), ("时间", "日期", "联系时间", "沟通时间", "跟进时间", "发生时间", "date", "time", "happened at",
          "contacted at", "created at"), cells.moment, "timestamptz", is_required=True),
    Field("channel", _("Channel"), ("渠道", "联系方式类型", "沟通方式", "方式", "联系渠道", "type"),
          cells.choice(choices.Channel, CHANNELS), "text"),
    Field("direction", _("Direction"), ("方向",), cells.choice(choices.Direction, DIRECTIONS), "text"),
    Field("result", _("Result"), ("结果", "接通情况"), cells.choice(choices.ContactResult, RESULTS), "text"),
    Field("summary", _("What it was about"), ("内容", "沟通内容", "跟进内容", "摘要", "记录", "情况", "summary", "notes", "note",
          "text", "subject", "content"), cells.text, "text"),
    Field("customer_words", _("In the customer's words"), ("客户原话", "原话", "quote"), cells.text, "text"),
    Field("requests", _("What they asked for"), ("要求", "客户要求", "诉求", "request"), cells.text, "text"),
    Field("next_step", _("Next step"), ("下一步", "后续安排"), cells.text, "text", 300),
    Field("next_on", _("Next contact on"), ("下次联系", "下次联系日期", "next contact", "follow up on"), cells.day, "date"),
    Field("mood", _("Mood"), ("情绪", "态度"), cells.choice(choices.Mood), "text"),
    Field("staff_name", _("By"), ("员工", "记录人", "跟进人", "负责人", "业务员", "客服", "author", "staff", "agent", "owner"),
          cells.name, "text", 80),
    Field("department", _("From department"), ("部门", "来源部门"), cells.department, "text"),
    Field("reference", _("Reference"), ("编号", "记录编号", "单号", "id", "reference no"), cells.code, "text", 120),
)  # fmt: skip
NEEDS = (("happened_at",), ("customer_code", "customer_name", "customer_phone", "customer_email"))
COLUMNS = ("happened_at", "channel", "direction", "result", "summary", "customer_words", "requests", "next_step",
           "next_on", "mood", "staff_name", "department")  # fmt: skip

RECORD = """
CREATE TEMP TABLE record ON COMMIT DROP AS
SELECT i.n, known.id, f.customer_id, f.trouble, i.reference,
    min(i.n) OVER (PARTITION BY f.customer_id, i.reference,
        CASE WHEN i.reference IS NULL THEN i.happened_at END,
        CASE WHEN i.reference IS NULL THEN COALESCE(i.summary, '') END) AS twin,
    i.happened_at, i.channel, i.direction, i.result, i.summary, i.customer_words, i.requests, i.next_step, i.next_on,
    i.mood, i.staff_name, i.department, u.id AS staff_id
FROM incoming i JOIN found f USING (n)
LEFT JOIN LATERAL (
    SELECT t.id FROM customers_interaction t WHERE t.customer_id = f.customer_id AND
        CASE WHEN i.reference IS NOT NULL THEN t.reference = i.reference
        ELSE t.happened_at = i.happened_at AND t.summary = COALESCE(i.summary, '') END
    ORDER BY t.id LIMIT 1
) known ON true
LEFT JOIN LATERAL (
    SELECT id FROM accounts_user u WHERE lower(u.name) = lower(i.staff_name) OR u.username = lower(i.staff_name)
    ORDER BY lower(u.name) = lower(i.staff_name) DESC, id LIMIT 1
) u ON true
"""


def judge(batch: Batch) -> None:
    batch.step("interactions")
    people.find(batch)
    batch.sql(RECORD)
    records.judge(batch, COLUMNS, table="customers_interaction", column="customer_name")


def apply(batch: Batch) -> None:
    always = {
        "customer_id": "r.customer_id",
        "channel": "COALESCE(r.channel, 'note')",
        "reference": "COALESCE(r.reference, '')",
        "staff_id": "r.staff_id",
        "department": "COALESCE(r.department, %(department)s, '')",
        "created_at": "%(now)s",
        "created_by_id": "%(by)s",
        "import_id": "%(run)s",
    }
    records.write(
        batch, Interaction, COLUMNS, always=always, witness="summary happened_at answered_at customer_id"
    )
