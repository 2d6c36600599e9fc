"""Estimates of what a customer spends, the target-customer profile, and the prospects against it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regulars.accounts.access import managers_only, may_write, signed_in
from regulars.customers.models import Customer
from regulars.insights import runs
from regulars.reports.models import WalletEstimate
from regulars.reports.models.prospects import Verdict
from regulars.reports.worth import prospecting, scoring, wallets
from regulars.reports.worth.profile_form import ProfileForm
from regulars.reports.worth.wallet_form import WalletForm
from regulars.ui import notices
from regulars.ui.pages import go, show


@may_write
@require_http_methods(["GET", "POST"])
def new_wallet(request: HttpRequest, customer_id: int) -> HttpResponse:
    seen = Customer.objects.visible_to(request.user).select_related("owner")
    customer = get_object_or_404(seen, pk=customer_id)
    return _wallet(request, WalletEstimate(customer=customer))


@may_write
@require_http_methods(["GET", "POST"])
def wallet(request: HttpRequest, estimate_id: int) -> HttpResponse:
    seen = WalletEstimate.objects.visible_to(request.user).select_related("customer__owner", "category")
    return _wallet(request, get_object_or_404(seen, pk=estimate_id))


@may_write
@require_POST
def remove_wallet(request: HttpRequest, estimate_id: int) -> HttpResponse:
    seen = WalletEstimate.objects.visible_to(request.user).select_related("customer__owner", "category")
    estimate = get_object_or_404(seen, pk=estimate_id)
    customer = estimate.customer
    wallets.remove(estimate, by=request.user)
    notices.say(request, _("Taken away."))
    return go(request, _tab(customer))


def _wallet(request: HttpRequest, estimate: WalletEstimate) -> HttpResponse:
    form = WalletForm(request.POST or None, instance=estimate)
    if request.method == "POST" and form.is_valid():
        wallets.keep(form.save(commit=False), by=request.user)
        notices.say(request, _("Noted."))
        return go(request, _tab(estimate.customer))
    context = {"form": form, "customer": estimate.customer, "estimate": estimate}
    status = 422 if request.method == "POST" else 200
    return show(request, "reports/worth/wallet.html", context, status=status)


def _tab(customer: Customer) -> str:
    return reverse("customers:tab", args=[customer.pk, "potential"])


@signed_in
@require_GET
def prospects(request: HttpRequest) -> HttpResponse:
    may_see = request.user.may_see_sensitive  # type: ignore[union-attr]
    asked = request.GET.get("verdict", "")
    verdict = asked if asked in Verdict.values else Verdict.DEVELOP
    context = {
        "verdicts": prospecting.verdicts(request.user),
        "verdict": verdict,
        "best": prospecting.best(request.user, verdict),
        "profile": prospecting.profile(),
        "lines": prospecting.in_force(may_see_sensitive=may_see),
        "learnt": prospecting.learnt(may_see_sensitive=may_see),
        "run": runs.latest(),
    }
    return show(request, "reports/worth/prospects.html", context)


@managers_only
@require_http_methods(["GET", "POST"])
def target_profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, wanted=scoring.wanted())
    if request.method == "POST" and form.is_valid():
        prospecting.make_profile(form.traits(), is_learnt=False, by=request.user)
        notices.say(request, _("Saved. The prospects are being scored anew."))
        return go(request, reverse("reports:prospects"))
    status = 422 if request.method == "POST" else 200
    return show(request, "reports/worth/profile.html", {"form": form}, status=status)


@managers_only
@require_POST
def take_learnt(request: HttpRequest) -> HttpResponse:
    if prospecting.take_learnt(by=request.user):
        notices.say(request, _("Taken as the profile. The prospects are being scored anew."))
    else:
        notices.say(request, _("Nothing has been learnt yet that could be taken."), is_problem=True)
    return go(request, reverse("reports:prospects"))
