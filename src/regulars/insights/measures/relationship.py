"""How the relationship stands: stage, status, risk, RFM."""

from django.utils.translation import gettext_lazy as _

from regulars.insights import explaining
from regulars.insights.measures.classes import RISK_LEVELS, STAGES, STATUSES
from regulars.insights.measures.declaring import RELATION, measure

RFM = {"group": RELATION, "explain": explaining.rfm}
DECLARED = (
    measure(
        "stage",
        _("Stage"),
        "choice",
        _("The first rule that holds decides; the rules stand in the settings."),
        choices=STAGES,
        group=RELATION,
        indexed=True,
        explain=explaining.stage,
    ),
    measure(
        "status",
        _("Status"),
        "choice",
        _("Lost before key customer before current before prospect."),
        choices=STATUSES,
        group=RELATION,
        indexed=True,
        explain=explaining.status,
    ),
    measure(
        "risk_level",
        _("Churn risk"),
        "choice",
        _("Points for reasons anybody can check; 30 are medium, 60 high."),
        choices=RISK_LEVELS,
        group=RELATION,
        explain=explaining.risk,
    ),
    measure(
        "risk_score",
        _("Risk points"),
        "integer",
        _("Sum of the points of all reasons, at most 100. It sorts customers and is no probability."),
        group=RELATION,
        indexed=True,
        explain=explaining.risk,
    ),
    measure("rfm", _("RFM"), "text", _("Recency, frequency and amount, 1 to 5 each; 5 is best."), **RFM),
    measure("recency_score", _("Recency score"), "integer", _("5 bought most recently."), **RFM),
    measure("frequency_score", _("Frequency score"), "integer", _("5 bought most often."), **RFM),
    measure("monetary_score", _("Amount score"), "integer", _("5 spent most."), **RFM),
    measure(
        "rfm_change",
        _("RFM change"),
        "integer",
        _("Sum of the three scores against a month earlier."),
        **RFM,
    ),
)
