"""Loyalty and switching cost: what they are computed from, their history, and the pages that show them."""
