"""How things look. No rules of the trade live here."""
