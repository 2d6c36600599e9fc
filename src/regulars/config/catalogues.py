"""Compile, extract and check the gettext catalogues, without GNU gettext.

    python -m regulars.config.catalogues compile|extract|check
"""

import struct
import sys
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def main(arguments: list[str]) -> int:
    if arguments == ["compile"]:
        return compile_all()
    print(__doc__, file=sys.stderr)
    return 2


def compile_all() -> int:
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
