"""Languages to write in."""

from __future__ import annotations

import pytest

from builder.language import Language
from builder.paths import templates_dir

HEADER = """\
msgid ""
msgstr ""
"Language: {code}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: {plurals}\\n"

"""


@pytest.fixture(scope="session")
def english():
    return Language.load("en", templates_dir() / "messages")


@pytest.fixture(scope="session")
def korean():
    return Language.load("ko", templates_dir() / "messages")


@pytest.fixture
def language_of(tmp_path):
    """A language from the text of its catalogue: `language_of("de", 'msgid "a"\\nmsgstr "b"')`."""

    def load(code, entries, plurals="nplurals=2; plural=(n != 1);"):
        header = HEADER.format(code=code, plurals=plurals)
        (tmp_path / f"{code}.po").write_text(header + entries, encoding="utf-8")
        return Language.load(code, tmp_path)

    return load
