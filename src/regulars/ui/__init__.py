"""How things look, no rules."""
