"""Files that come in: read, matched, checked, taken over in one transaction, and taken back."""
