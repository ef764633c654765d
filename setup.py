"""Puts rubrics, report designs, locks and compiled translations into the package when a wheel is built.

Everything else about the build is in pyproject.toml.
"""

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
DATA = ("rubrics", "reports", "requirements")

sys.path.append(str(HERE / "scripts"))
from compile_catalogues import compile_catalogues  # noqa: E402 - found only with the line above


class BuildWithData(build_py):
    """Compiles the catalogues; copies the data folders to `mrl/_data`, where `mrl.resources` looks first."""

    def run(self) -> None:
        """Build the package, then add the data; an installation in place needs no copy."""
        compile_catalogues()
        super().run()
        if self.editable_mode:
            return
        for folder in DATA:
            for source in sorted((HERE / folder).rglob("*")):
                if source.is_file():
                    target = Path(self.build_lib) / "mrl" / "_data" / source.relative_to(HERE)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(source, target)


setup(cmdclass={"build_py": BuildWithData})
