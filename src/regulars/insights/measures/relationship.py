"""How the relationship stands: stage, status, risk, RFM."""

from django.utils.translation import gettext_lazy as _

from regulars.insights import explaining, foretold
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
        _(
            "High from twice the odds of the firm's base rate, low up to half of them; the base rate is the share of customers not yet lost who placed no order within the horizon."
        ),
        choices=RISK_LEVELS,
        group=RELATION,
        explain=foretold.risk,
    ),
    measure(
        "risk_score",
        _("Risk points"),
        "integer",
        _("The churn risk in percent, plus 5 for each warning beside it; at most 100. It sorts customers."),
        group=RELATION,
        indexed=True,
        explain=foretold.risk,
    ),
    measure(
        "churn_risk",
        _("Chance of no order"),
        "percent",
        _(
            "1 less the chance of at least one order within the firm's horizon, by the model that did best on the firm's own past."
        ),
        group=RELATION,
        indexed=True,
        explain=foretold.risk,
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
