"""What the managers of the shop decided: whom they would like as customers, whom they invite."""

from typing import Any

from django.db.models import F

from regulars.accounts.models import User
from regulars.customers.models import Customer
from regulars.demo.records import Both, Language
from regulars.reports.models import TargetProfile, WorthFigures
from regulars.reports.worth import prospecting
from regulars.segments import saving
from regulars.segments.models import Segment

INVITED = Both("秋季品鉴会邀请名单", "Invited to the autumn tasting")
STRATEGY = Both("每位由负责人电话邀请，带一位朋友。", "Their owner calls each; they may bring a friend.")
GUESTS = 30


def choose(language: Language) -> None:
    """With the figures computed. A firm's own profile stays as it is."""
    by = User.objects.filter(is_demo=True, role="manager", is_active=True).order_by("pk").first()
    if by is not None:
        _profile(by)
        _invite(by, language)


def _profile(by: Any) -> None:
    kept = WorthFigures.objects.first()
    traits = kept.figures["learnt"]["traits"] if kept else []
    if traits and not TargetProfile.objects.exists():
        prospecting.make_profile(traits, is_learnt=True, by=by)


def _invite(by: User, language: Language) -> None:
    seen = Customer.objects.visible_to(by).filter(is_demo=True, do_not_contact=False)
    best = seen.filter(measures__value_class="high").order_by(
        F("measures__profit_12m").desc(nulls_last=True), "pk"
    )
    guests = list(best.values_list("pk", flat=True)[:GUESTS])
    if guests:
        segment = Segment(name=INVITED.to(language), strategy=STRATEGY.to(language), is_shared=True)
        saving.keep(segment, Customer.objects.filter(pk__in=guests), by=by)
