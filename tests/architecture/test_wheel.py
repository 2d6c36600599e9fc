"""The wheel is the whole program: it runs where there is no checkout."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

import pytest

from regulars.config.cli import entries
from regulars.config.testing_database import scratch_folder
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


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """A folder that holds the wheel and nothing else, and an environment that knows of nothing else."""
    place = tmp_path_factory.mktemp("installed")
    run(
        sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", place, wheel
    )
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "REGULARS_"))
    }
    return place, kept | {"PYTHONPATH": str(place), "REGULARS_HOME": str(place / "home"), "LC_ALL": "C.UTF-8"}


def test_the_wheel_runs_outside_the_checkout(installed):
    place, environment = installed
    where = run(sys.executable, "-c", "import regulars; print(regulars.__file__)", cwd=place, env=environment)
    assert where.strip() == str(place / "regulars/__init__.py")
    told = run(sys.executable, "-m", "regulars.config.cli", "--help", cwd=place, env=environment)
    assert [entry.name for entry in entries() if entry.name not in told] == []


@pytest.mark.parametrize("command", [entry.name for entry in entries()])
def test_every_command_of_the_wheel_explains_itself(installed, command):
    place, environment = installed
    told = run(sys.executable, "-m", "regulars.config.cli", command, "--help", cwd=place, env=environment)
    assert f"usage: regulars {command}" in told


def test_the_wheel_speaks_chinese(installed):
    place, environment = installed
    told = run(
        sys.executable,
        "-c",
        "import django; django.setup(); from django.utils.translation import gettext, override\n"
        "with override('zh-hans'): print(gettext('Customer number'))",
        cwd=place,
        env=environment | {"DJANGO_SETTINGS_MODULE": "regulars.config.settings"},
    )
    assert told.strip() == "客户编号"


@pytest.fixture
def served(installed):
    """The address of `regulars serve` in a new home, run from the wheel alone."""
    place, environment = installed
    ground = Path(tempfile.mkdtemp(prefix="regulars-", dir=scratch_folder()))
    ground.chmod(0o711)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [
        sys.executable,
        "-m",
        "regulars.config.cli",
        "--home",
        str(ground / "home"),
        "serve",
        "--bind",
        bind,
    ]
    with subprocess.Popen(command, cwd=place, env=environment, stderr=subprocess.PIPE, text=True) as process:
        said = []
        for line in process.stderr:
            said.append(line)
            if "is ready" in line:
                break
        else:
            pytest.fail("".join(said))
        yield f"http://{bind}"
        process.terminate()
        process.communicate(timeout=60)
    shutil.rmtree(ground)


def test_the_wheel_serves_the_first_page_with_its_styles_and_scripts(served):
    def fetched(path):
        with urllib.request.urlopen(served + path, timeout=30) as answer:
            return answer.status, answer.read().decode()

    status, page = fetched("/sign-in/")
    files = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page)
    assert status == 200
    assert any("tabler" in file for file in files)
    assert {fetched(file)[0] for file in files} == {200}
