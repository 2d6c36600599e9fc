"""`regulars demo` in a process of its own, from inside the worker."""

import os
import subprocess
import sys

from django.conf import settings


def run(*arguments: str) -> None:
    """Run and wait; raises CalledProcessError where it fails. Only loads or wipes, never serves."""
    command = [sys.executable, "-m", "regulars.config.cli", "--home", str(settings.REGULARS_HOME), "demo"]
    subprocess.run([*command, *arguments], env=os.environ.copy(), capture_output=True, check=True)
