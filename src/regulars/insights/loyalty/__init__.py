"""Loyalty and switching cost: what they are computed from, how they explain themselves, their history."""
