"""Everything a firm has in one file that any Regulars and any PostgreSQL can read back."""
