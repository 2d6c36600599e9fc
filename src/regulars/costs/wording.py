"""A profit as lines that add up."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from regulars.costs.choices import PUT_IN, CostKind
from regulars.costs.profit import Profit
from regulars.orders import amounts
from regulars.ui.formatting import money, num, percent

TENFOLD, HUNDREDFOLD = 10, 100


@dataclass(frozen=True)
class StatementLine:
    label: str
    value: str
    is_total: bool = False
    is_part: bool = False  # of the line above it
    code: str = ""


def told(amount: Decimal) -> str:
    return money(amount, amounts.base_currency())


def statement(found: Profit) -> list[StatementLine]:
    """From sales to what is left; parts stand below their sum where there are any."""
    rows = [
        StatementLine(_("Sales before discounts"), told(found.revenue), code="revenue"),
        StatementLine(_("− cost of the goods"), told(found.goods), code="goods"),
        StatementLine(_("− cost of selling"), told(found.transaction_cost), code="selling"),
        *_parts(selling(found)),
        StatementLine(_("Profit by cost of selling"), told(found.by_cost_of_selling), is_total=True),
        StatementLine(_("− put in"), told(found.put_in), code="put_in"),
        *_parts(put_in(found)),
        StatementLine(_("Net profit"), told(found.net_profit), is_total=True),
    ]
    back = found.return_on_investment
    if back is not None:
        rows.append(StatementLine(_("Net profit ÷ put in"), returned(back), code="return"))
    beside = _("Beside it: gross profit, sales after discounts less the goods")
    return [*rows, StatementLine(beside, told(found.gross_profit), code="gross_profit")]


def returned(share: Decimal) -> str:
    """A return in percent, from tenfold on in times: 25.7 × is read, 2,567% is not."""
    if abs(share) < TENFOLD:
        return percent(share)
    return _("{times} ×").format(times=num(share, 1 if abs(share) < HUNDREDFOLD else 0))


def selling(found: Profit) -> list[tuple[str, str, Decimal]]:
    return [
        ("handling", _("Handling and payment fees"), found.handling),
        ("credit", str(CostKind.CREDIT.label), found.credit),
        ("delivery", str(CostKind.DELIVERY.label), found.delivery),
    ]


def put_in(found: Profit) -> list[tuple[str, str, Decimal]]:
    """By kind, discounts first: they are money put in that never came in."""
    of_care = [(kind.value, str(kind.label), found.of(kind)) for kind in PUT_IN]
    return [("discounts", _("Discounts"), found.discounts), *of_care]


def _parts(parts: list[tuple[str, str, Decimal]]) -> list[StatementLine]:
    return [
        StatementLine(label, told(amount), is_part=True, code=code) for code, label, amount in parts if amount
    ]


def estimated(found: Profit) -> str:
    if not found.estimated:
        return ""
    share = percent(found.rates.cost_share)
    if found.rates.is_assumed:
        return _(
            "No order has known costs yet: the goods are taken at {share} of the sales, as the settings say."
        ).format(share=share)
    return _(
        "{amount} of the goods is estimated at {share} of the sales, the usual share where costs are known."
    ).format(amount=told(found.estimated), share=share)
