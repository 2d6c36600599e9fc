"""The mathematics of Regulars: no Django, no database; arrays and Arrow tables in, out."""
