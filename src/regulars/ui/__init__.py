<<<<<<< HEAD
"""How things look. No rules of the trade live here."""
=======
"""How things look, no rules."""
>>>>>>> main
