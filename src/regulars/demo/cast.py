"""The named customers with their stories."""

from datetime import date, timedelta

from regulars.demo.buying import Till
from regulars.demo.cast_firms import FIRMS
from regulars.demo.cast_steady import STEADY
from regulars.demo.cast_stories import STORIES
from regulars.demo.drawing import Draw
from regulars.demo.records import Customer, Language
from regulars.demo.stage import FIRST_FIRM, Stage
from regulars.demo.talking import Talk

# What happened lately is told by the stories; before that, everyday talk.
STORY_DAYS = 58


def cast(till: Till, talk: Talk, *, language: Language, as_of: date) -> list[Customer]:
    numbered = [*enumerate((*STORIES, *STEADY), start=1), *enumerate(FIRMS, start=FIRST_FIRM)]
    customers = []
    for number, enter in numbered:
        customer = enter(Stage(till, language=language, as_of=as_of, number=number))
        said = talk.history(customer, Draw("cast talk", number), until=as_of - timedelta(days=STORY_DAYS))
        customer.interactions = sorted([*said, *customer.interactions], key=lambda each: each.at)
        customers.append(customer)
    return customers
