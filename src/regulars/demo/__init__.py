"""A believable business with a history."""
