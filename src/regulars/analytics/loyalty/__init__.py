"""How loyal each customer is, of what kind, by habit or by feeling, and what leaving would cost."""
