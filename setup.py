"""Adds `templates/` to built packages; all else is declared in pyproject.toml."""

from pathlib import Path
from shutil import copytree

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTemplates(build_py):
    """Copies the templates into the package, where `builder.paths` looks for them.

    They live beside `builder/` in the repository, because designers work on them and programmers do not;
    an editable install reads them there.
    """

    def run(self) -> None:
        """Build as usual, then copy."""
        super().run()
        if not self.editable_mode:
            copytree("templates", Path(self.build_lib, "builder", "_templates"), dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithTemplates})
