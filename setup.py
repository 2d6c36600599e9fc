"""Compile the catalogues into what is built, and refuse to build without the front-end files."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SOURCE = Path(__file__).resolve().parent / "src"
sys.path.insert(0, str(SOURCE))


class BuildPy(build_py):
    def run(self) -> None:
        from regulars.config import catalogues

        if not (SOURCE / "regulars/ui/static/vendor").is_dir():
            raise SystemExit("The front-end files are missing. Run bin/setup first.")
        catalogues.compile_all()
        super().run()


setup(cmdclass={"build_py": BuildPy})
