"""Compile, extract and check the gettext catalogues, without GNU gettext.

Each module keeps its own Chinese in <module>/locale; English is the text in the code.

    python -m regulars.config.catalogues compile
    python -m regulars.config.catalogues extract [MODULE…]
    python -m regulars.config.catalogues check [MODULE…]
"""

import sys
from pathlib import Path

from regulars.config import catalogue_rules as rules
from regulars.config.catalogue_file import BrokenCatalogue, compiled, merged, read, write
from regulars.config.catalogue_source import messages_of

PACKAGE = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["compile"]:
            return compile_all()
        case ["extract", *names]:
            return extract(_modules(names))
        case ["check", *names]:
            return check(_modules(names))
    print(__doc__, file=sys.stderr)
    return 2


def compile_all(package: Path = PACKAGE) -> int:
    for source in sorted(package.glob(f"*/{CATALOGUE}")):
        content, target = compiled(read(source)), source.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
    for target in package.glob(f"*/{CATALOGUE.with_suffix('.mo')}"):
        if not target.with_suffix(".po").exists():
            target.unlink()
    return 0


def extract(modules: list[Path]) -> int:
    """Bring each catalogue to what the code says now; translations stay, what nobody says goes."""
    problems = []
    for module in modules:
        found, path = messages_of(module), module / CATALOGUE
        problems += found.problems
        known = read(path)
        entries = {key: merged(entry, known.get(key)) for key, entry in found.entries.items()}
        if entries or known:
            write(path, entries)
            missing = sum(not entry.translated for entry in entries.values())
            print(f"{module.name}: {len(entries)} messages, {missing} without Chinese", file=sys.stderr)
    return _report(problems)


def check(modules: list[Path]) -> int:
    catalogues = {module.name: read(module / CATALOGUE) for module in modules}
    found = [f"{module.name}: {each}" for module in modules for each in _problems(module)]
    return _report([*found, *rules.contradictions(catalogues)])


def _problems(module: Path) -> list[str]:
    return list(rules.problems(messages_of(module), read(module / CATALOGUE)))


def _modules(names: list[str]) -> list[Path]:
    modules = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
    unknown = set(names) - {module.name for module in modules}
    if unknown:
        raise SystemExit(f"There is no module {', '.join(sorted(unknown))}.")
    return [module for module in modules if not names or module.name in names]


def _report(problems: list[str]) -> int:
    for problem in problems:
        print(problem.replace(f"{PACKAGE.parent}/", ""), file=sys.stderr)
    if problems:
        print(f"{len(problems)} faults in the catalogues.", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenCatalogue as broken:
        sys.exit(str(broken))
