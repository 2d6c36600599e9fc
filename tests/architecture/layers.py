"""The layers as import-linter holds them, top first."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/regulars"


def layers() -> list[set[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    contract = next(each for each in settings["contracts"] if each["id"] == "layers")
    return [{name.strip(" ()") for name in line.split("|")} for line in contract["layers"]]


def height(module: str) -> int:
    """0 is the lowest layer."""
    ranks = {name: rank for rank, names in enumerate(reversed(layers())) for name in names}
    return ranks[module]


def modules() -> list[str]:
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
