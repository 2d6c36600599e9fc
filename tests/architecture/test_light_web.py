"""The web process stays small: no analytics engine and no dictionary is loaded to show pages."""

import subprocess
import sys

HEAVY = ("pyarrow", "duckdb", "ibis", "pandas", "numpy", "scipy", "holidays", "pypinyin", "phonenumbers")


def test_pages_are_served_without_loading_an_analytics_engine():
    lines = (
        "import regulars.config.wsgi, regulars.config.urls, sys",
        f"print([name for name in {HEAVY} if name in sys.modules])",
    )
    ran = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
