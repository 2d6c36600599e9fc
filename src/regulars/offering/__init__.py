"""What to offer to whom: chosen by its record on the past, with reasons, and who lacks what."""
