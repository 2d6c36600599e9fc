"""The named customers with their stories."""

from datetime import date

from regulars.demo.buying import Till
from regulars.demo.cast_firms import FIRMS
from regulars.demo.cast_steady import STEADY
from regulars.demo.cast_stories import STORIES
from regulars.demo.records import Customer, Language
from regulars.demo.stage import FIRST_FIRM, Stage


def cast(till: Till, *, language: Language, as_of: date) -> list[Customer]:
    numbered = [*enumerate((*STORIES, *STEADY), start=1), *enumerate(FIRMS, start=FIRST_FIRM)]
    return [enter(Stage(till, language=language, as_of=as_of, number=number)) for number, enter in numbered]
