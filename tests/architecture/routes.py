"""Who may use each address, and whose record it opens. A route that says neither fails the tests."""

from dataclasses import dataclass, field

SIGNED_IN, MAY_WRITE, MANAGERS, ADMINISTRATORS = (
    "signed_in",
    "may_write",
    "managers_only",
    "administrators_only",
)
PUBLIC = "public"

# Views say by their decorator who may use them. These stand below `accounts` and cannot.
RULES = {
    "ui:search": SIGNED_IN,
    "ui:suggest": SIGNED_IN,
    "ui:more": SIGNED_IN,
    "ui:language": PUBLIC,
    "ui:theme": PUBLIC,
    "ui:manifest": PUBLIC,
}


@dataclass(frozen=True)
class Owned:
    """The address opens a record of somebody: to another team it does not exist."""

    model: str
    # What else the address names: arguments that are words, each with one that exists.
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Firmwide:
    """The address opens a record that belongs to the whole firm; the role alone decides."""

    model: str


@dataclass(frozen=True)
class Word:
    """What the address names is no record, but one of a few words."""

    example: str


RECORDS: dict[str, Owned | Firmwide | Word] = {
    "costs:new": Owned("customers.Customer"),
    "costs:take_back": Owned("costs.CareCost"),
    "reports:seven_analysis": Word("profit"),
    "reports:seven_export": Word("profit"),
    "customers:timeline": Owned("customers.Customer"),
    "customers:facts": Owned("customers.Customer"),
    "customers:history": Owned("customers.Customer"),
    "customers:take_back_fact": Owned("customers.Fact"),
    "customers:add_interaction": Owned("customers.Customer"),
    "customers:consents": Owned("customers.Customer"),
    "customers:add": Owned("customers.Customer", {"kind": "need"}),
    "customers:bring_back": Owned("customers.Customer", {"step_id": "1"}),
    "customers:act": Owned("customers.Customer", {"code": "put_on_list"}),
    "customers:take_back_act": Owned("customers.Customer", {"code": "put_on_list"}),
    "customers:tab": Owned("customers.Customer", {"code": "orders"}),
    "customers:record": Owned("customers.Need", {"kind": "need"}),
    "customers:remove_record": Owned("customers.Need", {"kind": "need"}),
    "customers:interaction": Owned("customers.Interaction"),
    "customers:remove_interaction": Owned("customers.Interaction"),
    "customers:answer": Owned("customers.Interaction"),
    "customers:unanswer": Owned("customers.Interaction"),
    "customers:promise_outcome": Owned("customers.Promise", {"outcome": "kept"}),
    "customers:mark_note": Owned("customers.MemoryNote", {"mark": "used"}),
    "customers:unmark_note": Owned("customers.MemoryNote", {"mark": "used"}),
    "care:no_answer": Owned("care.CareTask"),
    "care:outcome": Owned("care.CareTask", {"outcome": "done"}),
    "care:play": Word("birthday"),
    "care:play_cards": Word("birthday"),
    "care:take_back": Owned("care.CareTask"),
    "care:words": Owned("care.CareTask"),
    "customers:import_upload": Word("customers"),
    "customers:import": Owned("customers.Import"),
    "customers:import_sheet": Owned("customers.Import"),
    "customers:import_columns": Owned("customers.Import"),
    "customers:import_check": Owned("customers.Import"),
    "customers:import_start": Owned("customers.Import"),
    "customers:import_progress": Owned("customers.Import"),
    "customers:import_stop": Owned("customers.Import"),
    "customers:import_undo": Owned("customers.Import"),
    "customers:import_discard": Owned("customers.Import"),
    "customers:import_not_taken": Owned("customers.Import"),
    "customers:assign": Owned("customers.Customer"),
    "customers:change_view": Owned("customers.SavedView"),
    "customers:claim": Owned("customers.Customer"),
    "customers:customer": Owned("customers.Customer"),
    "customers:delete": Owned("customers.Customer"),
    "customers:edit": Owned("customers.Customer"),
    "customers:field": Firmwide("customers.CustomField"),
    "customers:release": Owned("customers.Customer"),
    "customers:restore": Owned("customers.Customer"),
    "customers:undo": Owned("customers.UndoStep"),
    "offering:list": Word("new"),
    "offering:export": Word("new"),
    "offering:add_taste": Owned("customers.Customer"),
    "offering:remove_taste": Owned("offering.TasteSet"),
    "offering:not_wanted": Owned("customers.Customer", {"product_id": "1"}),
    "offering:wanted_again": Owned("customers.Customer", {"product_id": "1"}),
    "offering:offered": Owned("customers.Customer", {"product_id": "1"}),
    "offering:put_on_list": Owned("customers.Customer", {"product_id": "1"}),
    "insights:end_override": Owned("customers.Customer", {"measure": "stage"}),
    "insights:override": Owned("customers.Customer", {"measure": "stage"}),
    "insights:run": Firmwide("insights.ScoreRun"),
    "reports:remove_ltv": Owned("reports.LtvCalculation"),
    "reports:ltv_template": Firmwide("reports.LtvTemplate"),
    "reports:remove_ltv_template": Firmwide("reports.LtvTemplate"),
    "reports:new_wallet": Owned("customers.Customer"),
    "reports:wallet": Owned("reports.WalletEstimate"),
    "reports:remove_wallet": Owned("reports.WalletEstimate"),
    "segments:segment": Owned("segments.Segment"),
    "segments:edit": Owned("segments.Segment"),
    "segments:count_again": Owned("segments.Segment"),
    "segments:remove": Owned("segments.Segment"),
    "segments:moves": Owned("segments.Segment", {"count_id": "1"}),
    "insights:rescue_one": Owned("customers.Customer"),
    "insights:take_back_rescue": Owned("customers.Customer"),
    "insights:cause": Owned("customers.Customer"),
    "insights:remove_cause": Owned("insights.DeclineCause"),
    "insights:withdraw_service": Firmwide("insights.Entitlement"),
    "orders:order": Owned("orders.Order"),
    "orders:edit": Owned("orders.Order"),
    "orders:return": Owned("orders.Order"),
    "orders:payment": Owned("orders.Order"),
    "orders:delivery": Owned("orders.Order"),
    "orders:new": Owned("customers.Customer"),
    "orders:product": Firmwide("orders.Product"),
    "orders:edit_product": Firmwide("orders.Product"),
    "accounts:user": Firmwide("accounts.User"),
    "accounts:team": Firmwide("accounts.Team"),
    "accounts:firm": Word("firm"),
}
