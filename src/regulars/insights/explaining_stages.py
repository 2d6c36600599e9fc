"""Why signs, advice, growth and type of a customer are what they are, in words and figures."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.core import settings_store
from regulars.customers.measures import Explanation, Line
from regulars.insights.wording import amount, days, iso, percent
from regulars.ui.formatting import num


def signs_in_words(row: Any) -> list[tuple[str, str]]:
    """Each sign of one customer: its code, and the sentence with the figures."""
    values = {
        "recent": days(row.recent_interval_days),
        "earlier": days(row.earlier_interval_days),
        "basket": amount(row.recent_basket),
        "basket_before": amount(row.earlier_basket),
        "contacts": row.contacts_recent,
        "contacts_before": row.contacts_before,
        "mentions": row.competitor_mentions,
        "day": iso(row.competitor_on),
        "score": percent(row.satisfaction),
        "open": row.complaints_open,
    }
    sentences = {
        "longer_interval": _("the latest interval is {recent}, usually {earlier}"),
        "smaller_basket": _("the last two orders were {basket} on average, before that {basket_before}"),
        "fewer_contacts": _("{contacts} contacts in half a year, {contacts_before} in the half year before"),
        "competitor": _("a competitor was mentioned, last on {day}"),
        "lower_score": _("the last answer was {score} content"),
        "complaint": _("{open} open complaints"),
    }
    codes = [code for code in (row.signs or "").split(",") if code in sentences]
    return [(code, sentences[code].format(**values)) for code in codes]


def signs(customer: Any, row: Any) -> Explanation | None:
    if row.sign_count is None:
        return None
    found = signs_in_words(row)
    lines = tuple(Line(sentence, 1) for _code, sentence in found)
    if len(lines) > 1:
        lines += (Line(_("Signs"), row.sign_count, is_total=True),)
    return Explanation(_capital(found[0][1]) if found else _("Nothing points to leaving."), lines)


def one_sign(code: str) -> Any:
    """What explains a single sign."""

    def explain(customer: Any, row: Any) -> Explanation | None:
        told = dict(signs_in_words(row)).get(code)
        return Explanation(_capital(told)) if told else None

    return explain


def warning(customer: Any, row: Any) -> Explanation | None:
    if not row.stage_warning:
        return None
    told = joined(sentence for _code, sentence in signs_in_words(row))
    if row.stage_warning == "volatile":
        rest = _("Buying varies by {volatility}.").format(volatility=_varies(row))
        return Explanation(f"{_capital(told)} {rest}" if row.volatility is not None else _capital(told))
    return Explanation(_capital(told))


def volatility(customer: Any, row: Any) -> Explanation | None:
    if row.volatility is None:
        return None
    lines = [Line(_("Intervals vary by"), percent(row.interval_volatility))]
    if row.amount_volatility is not None:
        lines.append(Line(_("Amounts vary by"), percent(row.amount_volatility)))
    lines.append(Line(_("Average"), percent(row.volatility), is_total=True))
    words = (
        _("Restless: intervals and amounts vary widely.")
        if row.is_volatile
        else _("Steady enough to count on.")
    )
    return Explanation(words, tuple(lines))


def satisfaction(customer: Any, row: Any) -> Explanation | None:
    if row.satisfaction is None:
        return None
    return Explanation(_("The last answer was {score} content.").format(score=percent(row.satisfaction)))


def growth(customer: Any, row: Any) -> Explanation | None:
    if row.is_growing is None:
        return None
    lines = (
        Line(_("Last six months"), amount(row.spend_half_1)),
        Line(_("The six months before"), amount(row.spend_half_2)),
        Line(_("And the six before those"), amount(row.spend_half_3)),
    )
    if row.size_now is not None and row.size_before is not None and row.size_now > row.size_before:
        sentence = _("The firm grew from {before} to {now}.").format(
            before=number_format(row.size_before, 0), now=number_format(row.size_now, 0)
        )
    elif row.spend_growth is None:
        sentence = _("Did not buy a year and a half ago, so growth cannot be told.")
    else:
        sentence = _("Spent {times} times as much as a year earlier.").format(
            times=number_format(row.spend_growth, 1)
        )
    return Explanation(sentence, lines)


def rescue(customer: Any, row: Any) -> Explanation | None:
    """The arithmetic of LC-15, line by line."""
    if row.stage != "decline" or row.orders_a_year is None:
        return None
    if row.return_chance is None:
        return Explanation(
            _(
                "Not enough data yet: too few silences as long have ended or lasted to tell how many come back."
            )
        )
    lines = (
        *_year(row),
        Line(_("× chance to come back"), percent(row.return_chance)),
        Line(_("= expected to be recovered"), amount(row.recoverable)),
        Line(
            _("− {n} contacts").format(n=settings_store.get("insights.rescue_contacts")),
            amount(row.rescue_contact),
        ),
        Line(
            _("− offer on the first order, {share} of it, where they come back").format(
                share=percent(settings_store.get("insights.rescue_offer_percent") / 100)
            ),
            amount(row.rescue_offer),
        ),
        Line(_("Recoverable, less cost"), amount(row.rescue_net), is_total=True),
    )
    sentence = (
        _("More can be recovered than recovering costs.")
        if row.rescue_advice == "invest"
        else _("Recovering costs more than can be expected back.")
    )
    return Explanation(sentence, lines, _chance_note(row))


def _year(row: Any) -> tuple[Line, ...]:
    """The margin of a year that is to be won back."""
    if row.stage_rule in ("spend_fell", "orders_fell"):
        return (
            Line(
                _("Spent in {months} months before").format(months=row.trend_months), amount(row.spend_before)
            ),
            Line(
                _("− in the last {months} months").format(months=row.trend_months), amount(row.spend_recent)
            ),
            Line(_fell_away(row), amount(row.margin_a_year)),
        )
    return (
        Line(_("Order days a year in good times"), number_format(row.orders_a_year, 1)),
        Line(_("× margin of an order"), amount(row.margin_per_order)),
        Line(_("= margin of a year"), amount(row.margin_a_year)),
    )


def _fell_away(row: Any) -> str:
    a_year = (row.spend_before - row.spend_recent) * 12 / row.trend_months
    if a_year <= 0:
        return _("= margin of a year that fell away")
    words = _("× margin of {rate}, = margin of a year that fell away")
    if row.trend_months != 12:
        words = _("× margin of {rate}, over 12 months, = margin of a year that fell away")
    return words.format(rate=percent(row.margin_a_year / a_year))


def _chance_note(row: Any) -> str:
    return _(
        "Of {n} silences of at least {from_days} days so far, {chance} ended with an order within {horizon} days (95% range {low} to {high}); recovered would be {least} to {most}."
    ).format(
        n=num(row.return_silences),
        from_days=row.return_from_days,
        chance=percent(row.return_chance),
        horizon=row.horizon_days,
        low=percent(row.return_low),
        high=percent(row.return_high),
        least=amount(row.recoverable_low),
        most=amount(row.recoverable_high),
    )


def last_care(customer: Any, row: Any) -> Explanation | None:
    if row.lost_on is None:
        return None
    values = {
        "day": iso(row.lost_on),
        "within": settings_store.get("insights.care_before_loss_days"),
        "n": row.care_before_loss,
    }
    if row.care_before_loss is None:
        words = _("Lost on {day}; our records of contacts begin later.")
    elif row.care_before_loss:
        words = _("Lost on {day}; we were in touch {n} times in the {within} days before.")
    else:
        words = _("Lost on {day}; nobody of us was in touch in the {within} days before.")
    return Explanation(words.format(**values))


def watch(customer: Any, row: Any) -> Explanation | None:
    found = watch_in_words(row)
    if not found:
        return None
    return Explanation(_capital(joined(found)))


def watch_in_words(row: Any) -> list[str]:
    """What dropped, each with its figures."""
    told = dict(signs_in_words(row))
    found = []
    if row.watch_contact:
        words = _("no contact for {n}, the limit is {limit}").format(
            n=days(row.days_without_contact), limit=days(row.contact_limit_days)
        )
        found.append(words if row.neglected else told.get("fewer_contacts", words))
    if row.watch_spend:
        words = _("spent {recent} in the last {months} months, {before} before")
        found.append(
            words.format(
                recent=amount(row.spend_recent), before=amount(row.spend_before), months=row.trend_months
            )
        )
    if row.watch_satisfaction:
        found += [told[code] for code in ("lower_score", "complaint") if code in told]
    return found


def customer_type(customer: Any, row: Any) -> Explanation | None:
    if row.customer_type is None:
        return None
    lines = [
        Line(_("Complaints and returns per 100 orders"), number_format(100 * (row.complaint_rate or 0), 1)),
        Line(_("Share given as discount"), percent(row.discount_share)),
        Line(_("Different products"), row.breadth or 0),
        Line(_("Order days"), row.order_days),
    ]
    if row.choosing_days is not None:
        lines.insert(1, Line(_("Days from first look to order"), number_format(row.choosing_days, 1)))
    return Explanation(_("Behaves most like the others of this type."), tuple(lines))


def discount(customer: Any, row: Any) -> Explanation | None:
    if row.discount_share is None:
        return None
    return Explanation(_("{amount} was given away so far.").format(amount=amount(row.discount)))


def joined(words: Any) -> str:
    return pgettext("between two reasons", "; ").join(words)


def _capital(text: str) -> str:
    end = pgettext("end of a sentence", ".")
    return f"{text[:1].upper()}{text[1:]}{end}" if text else ""


def _varies(row: Any) -> str:
    return percent(row.volatility)
