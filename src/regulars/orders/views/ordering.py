"""Recording an order, changing it, taking goods back, payments, delivery."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts.access import may_write, signed_in
from regulars.core import clock
from regulars.customers.completeness import asked_at
from regulars.customers.models import Customer
from regulars.orders import amounts, beside_lines, ordering, paying, returning, showing
from regulars.orders.credit import CreditRefused, standing
from regulars.orders.forms import (
    EMPTY_ROWS,
    DeliveryForm,
    LinesFormSet,
    OrderForm,
    PaymentForm,
    ReturnForm,
    label_of,
    moment_opened,
    opened_of,
)
from regulars.orders.models import Order, Product
from regulars.ui.notices import say
from regulars.ui.pages import go, show

SIGNS_OF_A_NUMBER = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@may_write
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=customer_id)
    if request.method == "GET":
        return _order_page(
            request, OrderForm(customer, initial=_initial(customer)), LinesFormSet(prefix="lines")
        )
    form, lines = OrderForm(customer, request.POST), LinesFormSet(_rows_sent(request), prefix="lines")
    if "more" in request.POST or not (form.is_valid() & lines.is_valid()):
        return _order_page(request, form, lines)
    try:
        placed = _place(request, customer, form, lines)
    except ordering.AlreadyRecorded as problem:
        return _already_there(request, customer, problem, form=form, lines=lines)
    except (ordering.OrderProblem, CreditRefused) as problem:
        form.add_error(None, problem.sentence)
        return _order_page(request, form, lines)
    say(
        request,
        _("Recorded: {order}, {amount}.").format(order=placed.order, amount=ordering.told(placed.order)),
    )
    return go(request, placed.order.get_absolute_url())


@may_write
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, order_id: int) -> HttpResponse:
    order = _order(request, order_id, kind="order")
    is_fixed = order.returns.exists()
    if request.method == "GET":
        lines = None if is_fixed else LinesFormSet(prefix="lines", initial=showing.lines_to_edit(order))
        return _order_page(request, OrderForm(order.customer, instance=order), lines, order=order)
    form = OrderForm(order.customer, request.POST, instance=_order(request, order_id))
    lines = None if is_fixed else LinesFormSet(_rows_sent(request), prefix="lines")
    if "more" in request.POST or not (form.is_valid() & (lines is None or lines.is_valid())):
        return _order_page(request, form, lines, order=order)
    given = None if lines is None else lines.given()  # type: ignore[attr-defined]
    try:
        placed = ordering.change_order(
            order, form.details(), by=request.user, lines=given, opened=_opened(request, order)
        )
    except (ordering.OrderProblem, CreditRefused) as problem:
        form.add_error(None, problem.sentence)
        return _order_page(request, form, lines, order=order)
    say(request, _("Saved."))
    return go(request, placed.order.get_absolute_url())


@may_write
@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, order_id: int) -> HttpResponse:
    order = _order(request, order_id, kind="order")
    bought = returning.bought_of(order)
    form = ReturnForm(bought, request.POST or None, initial={"ordered_at": clock.now()})
    if request.method == "POST" and form.is_valid():
        try:
            back = _take_back(request, order, form)
        except ordering.OrderProblem as problem:
            form.add_error(None, problem.sentence)
        else:
            say(request, _("Recorded: {order}, {amount}.").format(order=back, amount=ordering.told(back)))
            return go(request, back.get_absolute_url())
    context = {"form": form, "order": order, "opened": _sent_opened(request, order)}
    return show(request, "orders/return.html", context, status=_status(request))


@may_write
@require_http_methods(["GET", "POST"])
def payment(request: HttpRequest, order_id: int) -> HttpResponse:
    order = _order(request, order_id)
    owing = order.open_amount
    initial = {
        "kind": "refund" if owing < 0 else "payment",
        "amount": abs(owing) or None,
        "paid_at": clock.now(),
    }
    form = PaymentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _pay(request, order, form.cleaned_data)
        except ordering.OrderProblem as problem:
            form.add_error(None, problem.sentence)
        else:
            say(request, _("Recorded."))
            return go(request, order.get_absolute_url())
    context = {"form": form, "order": order, "opened": _sent_opened(request, order)}
    return show(request, "orders/payment.html", context, status=_status(request))


@may_write
@require_POST
def delivery(request: HttpRequest, order_id: int) -> HttpResponse:
    order = _order(request, order_id, kind="order")
    form = DeliveryForm(request.POST)
    if form.is_valid():
        try:
            ordering.deliver(
                order, form.cleaned_data["delivered_on"], by=request.user, opened=_opened(request, order)
            )
            say(request, _("Saved."))
        except ordering.OrderProblem as problem:
            say(request, problem.sentence, is_problem=True)
    else:
        say(request, " ".join(map(str, form.errors["delivered_on"])), is_problem=True)
    return go(request, order.get_absolute_url())


@signed_in
@require_GET
def find_products(request: HttpRequest) -> HttpResponse:
    """Products for a field that is being typed in."""
    typed = (str(value) for name, value in request.GET.items() if name.endswith("-product") or name == "q")
    text = next(typed, "").strip()
    found = Product.objects.on_sale().named_like(text).order_by("code")[:12] if text else []
    return show(
        request, "orders/product_choices.html", {"products": [(label_of(each), each) for each in found]}
    )


def _order(request: HttpRequest, order_id: int, **more: Any) -> Order:
    orders = Order.objects.visible_to(request.user).select_related("customer")
    return get_object_or_404(orders, pk=order_id, **more)


def _initial(customer: Customer) -> dict[str, Any]:
    """The proposed number is in the form, so that one form sent twice is one order."""
    now = clock.now()
    number = f"{clock.today():%Y%m%d}-{get_random_string(5, SIGNS_OF_A_NUMBER)}"
    payment = "credit" if customer.credit_limit else "now"
    return {"ordered_at": now, "reference": number, "currency": amounts.base_currency(), "payment": payment}


@transaction.atomic
def _place(request: HttpRequest, customer: Customer, form: OrderForm, lines: Any) -> ordering.Placed:
    values = form.cleaned_data
    placed = ordering.place_order(
        customer,
        lines.given(),
        by=request.user,
        reference=values["reference"],
        currency=values["currency"],
        details=form.details(),
    )
    if values["payment"] == "now" and placed.order.amount:
        order = placed.order
        paying.record_payment(
            order, order.amount, by=request.user, at=order.ordered_at, method=values["method"]
        )
    return placed


@transaction.atomic
def _take_back(request: HttpRequest, order: Order, form: ReturnForm) -> Order:
    values = form.cleaned_data
    back = returning.return_goods(
        order,
        form.quantities(),
        by=request.user,
        at=values["ordered_at"],
        remark=values["remark"],
        opened=_opened(request, order),
    )
    if values["refund"] and back.amount:
        paying.record_refund(
            back, -back.amount, by=request.user, at=values["ordered_at"], method=values["method"]
        )
    return back


def _pay(request: HttpRequest, order: Order, values: dict[str, Any]) -> None:
    record = paying.record_refund if values["kind"] == "refund" else paying.record_payment
    record(
        order,
        values["amount"],
        by=request.user,
        at=values["paid_at"],
        method=values["method"],
        reference=values["reference"].strip(),
        opened=_opened(request, order),
    )


def _already_there(
    request: HttpRequest,
    customer: Customer,
    problem: ordering.AlreadyRecorded,
    *,
    form: OrderForm,
    lines: Any,
) -> HttpResponse:
    """The same form sent twice leads to the order it made; somebody else's number is only refused."""
    order = problem.order
    if order.customer_id == customer.pk and order.created_by_id == request.user.pk:
        say(request, _("This order is recorded already."))
        return go(request, order.get_absolute_url())
    form.add_error("reference", problem.sentence)
    return _order_page(request, form, lines)


def _order_page(
    request: HttpRequest, form: OrderForm, lines: Any, *, order: Order | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "lines": lines,
        "order": order,
        "customer": form.customer,
        "standing": standing(form.customer, besides=order.pk if order else None),
        "opened": _sent_opened(request, order) if order else "",
        "beside_lines": beside_lines.addresses() if lines is not None else (),
        "to_ask": () if order else asked_at("order", form.customer, request.user),
    }
    is_refused = request.method == "POST" and "more" not in request.POST
    return show(request, "orders/form.html", context, status=422 if is_refused else 200)


def _rows_sent(request: HttpRequest) -> Any:
    """The rows as they were sent, and some more empty ones where they were asked for."""
    sent = request.POST.copy()
    count = sent.get("lines-TOTAL_FORMS", "")
    if "more" in sent and count.isdecimal() and len(count) < 4:
        sent["lines-TOTAL_FORMS"] = str(int(count) + EMPTY_ROWS)
    return sent


def _opened(request: HttpRequest, order: Order) -> Any:
    moment = moment_opened(order, request.POST.get("opened", ""))
    if moment is None:
        raise BadRequest(_("This form does not belong to this order. Open the order again."))
    return moment


def _sent_opened(request: HttpRequest, order: Order) -> str:
    return request.POST.get("opened") or opened_of(order)


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
