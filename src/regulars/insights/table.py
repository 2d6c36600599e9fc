"""The name of the wide table of measures, and of the one being filled."""

TABLE = "customer_measures"
NEXT = "customer_measures_next"
