"""What is bold in a sentence is what we marked."""

from regulars.care.wording import marked, strong


def test_only_our_marks_make_bold_and_every_one_that_opens_closes():
    told = marked(f"Promised “\ue000a<b>\ue000”, {strong('today')}\ue001")
    assert told == 'Promised “a&lt;b&gt;”, <b class="watch">today</b>'
