"""The home dashboard and reports."""
