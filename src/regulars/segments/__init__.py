"""Segments: computed sets of customers with a rule, and who entered and left them."""
