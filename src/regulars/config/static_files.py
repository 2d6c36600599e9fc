"""Collects styles and scripts below hashed names, once for each version of them."""

import hashlib
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
STAMP = ".collected"


def collect() -> None:
    """Within Django. Does nothing while the files are those collected last."""
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    stamp, digest = root / STAMP, sources_digest()
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != digest:
        call_command("collectstatic", interactive=False, clear=root.is_dir(), verbosity=0)
        stamp.write_text(digest, encoding="ascii")


def sources_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.glob("*/static/**/*")):
        found = path.stat()
        digest.update(f"{path.relative_to(PACKAGE)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
