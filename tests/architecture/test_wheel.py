"""The wheel is the whole program: it runs where there is no checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.layers import PACKAGE, ROOT

SHIPPED = ("templates", "static", "locale", "data")


def run(*command: str | Path, **options) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    source = target / "source"
    names = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT).splitlines()
    vendor = [
        str(path.relative_to(ROOT)) for path in (PACKAGE / "ui/static/vendor").rglob("*") if path.is_file()
    ]
    for name in (*names, *vendor):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, source, cwd=target)
    return next(target.glob("*.whl"))


def test_the_wheel_holds_what_the_program_reads(wheel):
    held = set(zipfile.ZipFile(wheel).namelist())
    needed = {
        f"regulars/{path.relative_to(PACKAGE)}"
        for path in PACKAGE.rglob("*")
        if path.is_file()
        and set(SHIPPED) & set(path.relative_to(PACKAGE).parts)
        and not {"tests", "__pycache__"} & set(path.parts)
        and path.suffix not in {".po", ".mo"}
    }
    needed |= {
        f"regulars/{path.relative_to(PACKAGE).with_suffix('.mo')}"
        for path in PACKAGE.glob("*/locale/**/*.po")
    }
    assert needed - held == set()
    assert "regulars/ui/static/vendor/tabler.min.css" in held


def test_the_wheel_holds_its_licences_and_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {Path(name).name for name in names if ".dist-info/licenses/" in name} == {
        "LICENSE",
        "THIRD-PARTY-NOTICES",
    }
    assert [name for name in names if "/tests/" in name] == []


def test_the_wheel_runs_outside_the_checkout(wheel, tmp_path):
    run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        tmp_path,
        wheel,
    )
    environment = {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONPATH" and not name.startswith("DJANGO_")
    } | {"PYTHONPATH": str(tmp_path), "REGULARS_HOME": str(tmp_path / "home")}
    where = run(
        sys.executable, "-c", "import regulars; print(regulars.__file__)", cwd=tmp_path, env=environment
    )
    assert where.strip() == str(tmp_path / "regulars/__init__.py")
    told = run(sys.executable, "-m", "regulars.config.cli", "--help", cwd=tmp_path, env=environment)
    assert "serve" in told
    assert "import" in told
