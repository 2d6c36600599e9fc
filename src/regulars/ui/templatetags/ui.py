"""Tags and filters every template has: icons, figures, days, marks, form fields."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.ui import formatting, forms

register = template.Library()

ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)
STAGES = ("exploration", "growth", "stability", "decline")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """{% icon "phone" %}: a line icon of 20 px, always beside a word or inside a labelled link."""
    address = static("ui/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true" viewBox="0 0 24 24"><use href="{}#i-{}"/></svg>', address, name
    )


@register.simple_tag
def gap() -> str:
    """Between two sentences or after a colon: a space, but none in Chinese, whose marks bring their own."""
    return "" if (get_language() or "").startswith("zh") else " "


@register.simple_tag(takes_context=True)
def money(context: Context, amount: Any, currency: str = "", exact: bool = False) -> SafeString:
    """{% money amount %} in the firm's currency, {% money amount "USD" %}, {% money amount exact=True %}."""
    if amount is None or amount == "":
        return mark_safe("")
    code = currency or context["frame"].currency
    return _figure(formatting.money(amount, code, exact=exact))


@register.filter(name="money")
def money_filter(amount: Any, currency: str) -> str:
    """{{ amount|money:"CNY" }} as plain text, for sentences."""
    return "" if amount in (None, "") else formatting.money(amount, currency)


@register.filter
def num(value: Any, places: int = 0) -> SafeString:
    return mark_safe("") if value in (None, "") else _figure(formatting.num(_decimal(value), places))


@register.filter
def percent(value: Any, places: int = 0) -> SafeString:
    """{{ 0.22|percent }} is 22%."""
    return mark_safe("") if value in (None, "") else _figure(formatting.percent(_decimal(value), places))


@register.filter
def day(value: date | datetime | None, style: str = "iso") -> SafeString:
    """{{ on|day }}, {{ on|day:"near" }}, "words", "full", "month"."""
    if not value:
        return mark_safe("")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), formatting.day(value, style))


@register.filter
def moment(value: datetime | None, style: str = "iso") -> SafeString:
    if not value:
        return mark_safe("")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), formatting.moment(value, style))


@register.filter
def ago(value: date | datetime | None) -> SafeString:
    if not value:
        return mark_safe("")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        formatting.day(value),
        formatting.ago(value),
    )


@register.filter
def bidi(value: Any) -> SafeString:
    """Stored words whose direction we do not know must not turn the sentence around them."""
    return format_html("<bdi>{}</bdi>", value)


@register.filter
def unlocalized(value: float) -> str:
    """A figure for a drawing, whatever the language."""
    return f"{float(value):.2f}"


@register.filter
def tel(value: Any) -> str:
    """The address that dials a number; empty for what is no number."""
    digits = "".join(sign for sign in str(value) if sign.isdecimal() and sign.isascii())
    plus = "+" if str(value).lstrip().startswith("+") else ""
    return f"tel:{plus}{digits}" if len(digits) >= 3 else ""


@register.filter
def phone(value: Any) -> SafeString:
    """A number in groups that never break over two lines; copied, it has no gaps."""
    groups = format_html_join(
        "", "<span>{}</span>", ((group,) for group in formatting.phone_groups(str(value)))
    )
    return format_html('<span class="phone-number">{}</span>', groups)


@register.filter
def whole_days(sentence: Any) -> SafeString:
    """A sentence whose days do not break over two lines."""
    text = ISO_DAY.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(sentence))
    return mark_safe(text)  # noqa: S308 -- escaped in the line above


@register.simple_tag
def stage(key: str) -> str:
    """{% stage "decline" %}: the position of a lifecycle stage, with its word."""
    return _stage(key, get_language() or "") if key in STAGES else ""


@lru_cache(maxsize=16)
def _stage(key: str, language: str) -> str:
    """The same on every row of a list: drawn once per language."""
    words = {
        "exploration": _("Exploration"),
        "growth": _("Growth"),
        "stability": _("Stability"),
        "decline": _("Decline"),
    }
    steps = [(STAGES.index(step) * 9, step == key) for step in STAGES]
    return render_to_string("ui/parts/stage.html", {"key": key, "label": words[key], "steps": steps})


@register.simple_tag
def value_class(key: str) -> SafeString:
    """{% value_class "high" %}: a word in a frame."""
    words = {"high": _("High value"), "middle": _("Middle value"), "low": _("Low value")}
    if key not in words:
        return mark_safe("")
    return format_html('<span class="tag{}">{}</span>', " tag-high" if key == "high" else "", words[key])


@register.simple_tag
def widget(bound: BoundField) -> SafeString:
    """The bare control of a form field in our classes."""
    kind = bound.field.widget
    css = [kind.attrs.get("class", ""), forms.class_of(kind), "is-invalid" if bound.errors else ""]
    return bound.as_widget(attrs={"class": " ".join(filter(None, css))})


@register.inclusion_tag("ui/fields/field.html")
def field(bound: BoundField, wide: bool = False) -> dict[str, Any]:
    """{% field form.name %}: label, control, help and errors. ``wide`` spans the form."""
    return {"field": bound, "wide": wide}


@register.filter
def is_tick(bound: BoundField) -> bool:
    return forms.is_tick(bound.field.widget)


@register.filter
def is_marked(bound: BoundField) -> bool:
    return forms.is_marked(bound)


@register.filter
def is_group(bound: BoundField) -> bool:
    return forms.is_group(bound.field.widget)


def _figure(text: str) -> SafeString:
    return format_html('<span class="fig">{}</span>', conditional_escape(text))


def _decimal(value: Any) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise template.TemplateSyntaxError(f"{value!r} is no figure.") from None
