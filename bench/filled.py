"""The firm of bench.filling in a home, and what is done to it as the owner of its tables."""

import os
import subprocess
import sys
from pathlib import Path

from bench.installation import PATHS


def fill_once(home: Path) -> None:
    """A home that is kept is filled once."""
    is_filled = home / "filled"
    if not is_filled.exists():
        as_owner("main")
        as_owner("settle")
        is_filled.touch()


def as_owner(doing: str) -> None:
    """Call a function of bench.filling in a process of its own."""
    lines = "from regulars.config.with_django import prepare; prepare('owner'); import bench.filling"
    subprocess.run(
        [sys.executable, "-c", f"{lines}; bench.filling.{doing}()"], env=os.environ | PATHS, check=True
    )
