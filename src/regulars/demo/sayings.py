"""What an exchange between the shop and a customer is, and the short sayings around it."""

from dataclasses import dataclass
from typing import Literal

from regulars.demo.records import Both

NOTHING = Both("", "")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One conversation: what happened, the customer's words, and what comes of it.

    `when` names what must be true of the customer or the order, with `!` for what must not:
    nobody is asked how they like a tea they never bought. `note` is remembered, `promise` promised.
    """

    summary: Both
    words: Both = NOTHING
    request: Both = NOTHING
    next_step: Both = NOTHING
    promise: Both = NOTHING
    note: tuple[str, Both] | None = None
    when: str = ""
    channels: tuple[str, ...] = ()
    role: str = ""

    def suits(self, true: frozenset[str]) -> bool:
        return all((word[1:] not in true) if word[0] == "!" else (word in true) for word in self.when.split())


@dataclass(frozen=True, slots=True)
class Topic:
    channels: tuple[str, ...]
    direction: Literal["from_customer", "to_customer"]
    exchanges: tuple[Exchange, ...]


NO_ANSWER = Both("去电，未接通", "Called, no answer")
CALL_AGAIN = Both("再打一次电话，问喝得怎样", "Call again and ask how it tastes")
DO = (
    Both("下午三点后联系", "Contact after 3 pm"),
    Both("先报店名和姓名", "Say the shop’s name and yours first"),
    Both("发票和货一起寄", "Send the invoice with the goods"),
    Both("送货前打电话", "Call before delivery"),
    Both("说话慢一点，耳朵不太好", "Speak slowly, hard of hearing"),
    Both("礼盒配手提袋", "Add a carrier bag to gift boxes"),
)
AFTERNOONS, ELDERLY = DO[0], DO[4]
DONT = (
    Both("群发短信", "Send bulk text messages"),
    Both("推荐茶包", "Offer tea bags"),
    Both("打办公室电话", "Call at the office"),
    Both("在箱外写价格", "Write the price on the package"),
    Both("推荐花茶", "Offer scented tea"),
    Both("上午打扰", "Call in the morning"),
)
AT_WORK, SCENTED, MORNINGS = DONT[2], DONT[4], DONT[5]
CONSENT_TEXTS = {
    True: Both(
        "我同意云雾茶行为此目的与我联系。", "I agree that Cloud Mist Tea contacts me for this purpose."
    ),
    False: Both("请不要再为此联系我。", "Please stop contacting me for this."),
}
