"""Facts of other modules that take part in loyalty once they are declared. Imports no engine: pages use it."""

from regulars.customers import measures

# By the names of their measures.
JOINING = {"wallet_share": "share_of_wallet", "satisfaction": "satisfaction"}
REFERRALS = "referral_count"


def are_joined() -> dict[str, bool]:
    names = {**JOINING, "referrals": REFERRALS}
    return {name: measures.find(measure) is not None for name, measure in names.items()}
