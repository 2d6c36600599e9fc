"""How events about reports read."""

from django.utils.translation import gettext_lazy as _

from regulars.core.audit import declare

declare("ltv_template.created", _("{actor} made the template {subject} for lifetime values."))
declare("ltv_template.changed", _("{actor} changed the template {subject} for lifetime values."))
declare("ltv_template.removed", _("{actor} took away the template {subject} for lifetime values."))
declare("ltv.kept", _("{actor} kept a lifetime value of {total} for {subject} ({template})."))
declare("ltv.removed", _("{actor} took away a lifetime value of {total} for {subject} ({template})."))
declare("wallet.added", _("{actor} noted that {subject} spends {total} a year in {category}."))
declare(
    "wallet.changed",
    _("{actor} corrected the estimate of what {subject} spends: {total} a year in {category}."),
)
declare(
    "wallet.removed",
    _("{actor} took away an estimate of what {subject} spends: {total} a year in {category}."),
)
declare("target_profile.made", _("{actor} defined the target-customer profile: {traits}."))
declare(
    "worth.exported", _("{actor} exported {count} customers behind a figure as {format}: {list}. {reason}")
)
declare(
    "analysis.exported",
    _("{actor} exported the analysis {analysis} of {whom}: {count} rows as {format}. {reason}"),
)
