"""The measures of value, rhythm, stage, risk and contact: each declared once, each explains itself."""

from regulars.customers.measures import register
from regulars.insights.measures import contact, ingredients, profit, relationship, rhythm, value


def register_all() -> None:
    for part in (value, profit, rhythm, relationship, contact, ingredients):
        for measure in part.DECLARED:
            register(measure)
