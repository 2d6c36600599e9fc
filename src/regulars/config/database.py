"""Stand-in until the launcher lands."""

import os
from pathlib import Path


def django_settings(role="app"):
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("PGNAME", "r_" + Path(__file__).resolve().parents[3].name),
        "USER": "me",
        "HOST": "/tmp/pg",
    }
