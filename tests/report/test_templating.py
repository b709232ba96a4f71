"""Templates are compiled once in a process, whatever the language; what they say is each language's own."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment

from builder.language import Language
from builder.paths import templates_dir
from builder.report.templating import environment, rendered


def in_language(code: str, templates: Path) -> Environment:
    return environment(templates, Language.load(code, templates_dir() / "messages"))


def test_two_languages_share_the_code_and_not_the_words(tmp_path: Path) -> None:
    (tmp_path / "whitepaper").mkdir()
    (tmp_path / "whitepaper" / "a.html.j2").write_text('{{ _("Ratio") }}', encoding="utf-8")
    english, korean = in_language("en", tmp_path), in_language("ko", tmp_path)
    codes = {each.get_template("a.html.j2").root_render_func.__code__ for each in (english, korean)}
    assert len(codes) == 1
    assert [rendered(each, "a.html.j2", {}) for each in (english, korean)] == ["Ratio", "비용 배수"]


def test_a_template_that_was_changed_is_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / "whitepaper").mkdir()
    for text in ("one", "two"):
        (tmp_path / "whitepaper" / "a.html.j2").write_text(text, encoding="utf-8")
        assert rendered(in_language("en", tmp_path), "a.html.j2", {}) == text
