"""The measures of value, rhythm, stage, risk and contact: each declared once, each explains itself."""

from regulars.customers.measures import register
from regulars.insights.measures import (
    ahead,
    contact,
    ingredients,
    loyalty,
    profit,
    relationship,
    rhythm,
    stages,
    value,
)


def register_all() -> None:
    for part in (value, rhythm, relationship, contact, loyalty, profit, ahead, ingredients, stages):
        for measure in part.DECLARED:
            register(measure)
