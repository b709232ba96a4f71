"""A third language needs a catalogue only: here is one, made by the test, and the paper in it, as page and as PDF."""

import io
import json
import re

import pypdf
import pytest
import yaml

from builder.formula import words
from builder.language import Language
from builder.paths import templates_dir
from builder.report.paper import build_paper
from builder.report.pdf import paper_pdf
from tests.language.conftest import HEADER
from tests.language.message_ids import ids_in_python, ids_in_templates
from tests.report.papers import MINIMAL, Cells, body, close, results_of, text

ROOT = templates_dir().parent
GERMAN = {
    "Executive summary": "Zusammenfassung", "Contents": "Inhalt", "Assumptions": "Annahmen", "Sources": "Quellen",
    "{low} to {high}": "{low} bis {high}", "{number}x": "{number}-fach", "Table {number}": "Tabelle {number}",
    "Cost ratio": "Kostenverhältnis", "Price of an instance-hour": "Preis einer Instanzstunde",
}  # fmt: skip
MARK = "ß "
"""Stands before what nobody translated here, to show that it went through the catalogue."""


def texts_of(value):
    """Every English text in data that says things in several languages."""
    if isinstance(value, dict):
        if isinstance(value.get("en"), str):
            yield value["en"]
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)


def messages():
    """What the program, its templates, its model files and the brand say in English."""
    said = [*words.messages(), *ids_in_python(ROOT / "builder"), *ids_in_templates(ROOT / "templates")]
    data = [*(ROOT / "builder" / "model" / "library").glob("*.yaml"), ROOT / "builder" / "prices" / "ranges.yaml",
            ROOT / "templates" / "brands" / "default" / "brand.yaml"]  # fmt: skip
    labels = [each for path in data for each in texts_of(list(yaml.safe_load_all(path.read_text(encoding="utf-8"))))]
    return list(dict.fromkeys([*said, *labels]))


def entry(message):
    """One message of the catalogue."""
    quoted = [json.dumps(each, ensure_ascii=False) for each in ([message] if isinstance(message, str) else message)]
    if isinstance(message, str):
        return f"msgid {quoted[0]}\nmsgstr {json.dumps(GERMAN.get(message, MARK + message), ensure_ascii=False)}\n"
    said = [json.dumps(MARK + each, ensure_ascii=False) for each in message]
    return f"msgid {quoted[0]}\nmsgid_plural {quoted[1]}\nmsgstr[0] {said[0]}\nmsgstr[1] {said[1]}\n"


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    folder = tmp_path_factory.mktemp("messages")
    header = HEADER.format(code="de", plurals="nplurals=2; plural=(n != 1);")
    (folder / "de.po").write_text(header + "\n".join(map(entry, messages())), encoding="utf-8")
    german = Language.load("de", folder)
    return build_paper(results_of(MINIMAL), {}, Cells(), german, templates_dir(), b"a workbook")


def test_the_page_speaks_it(paper):
    said = text(body(paper))
    assert '<html lang="de">' in paper.document
    for each in ("Zusammenfassung", "Inhalt", "Tabelle 1", "1,48-fach", "Preis einer Instanzstunde", "31. Januar 2025"):
        assert each in said


def test_nothing_is_left_in_english_but_what_the_study_says(paper):
    heads = re.findall(r"<(?:h2|h3|th scope=\"col\"[^>]*)[^>]*>(.*?)</(?:h2|h3|th)>", body(paper), re.DOTALL)
    study = MINIMAL.read_text(encoding="utf-8").replace(" ", "")
    said = [text(re.sub(r'<span class="no">.*?</span>', "", each)) for each in heads]
    assert len(said) > 40
    own = [each for each in said if MARK.strip() not in each and each not in GERMAN.values()]
    left = [each for each in own if each.replace(" ", "") not in study]
    assert [each for each in left if re.search("[a-z]{4}", each)] == []


def test_the_pdf_speaks_it_too(paper):
    made = pypdf.PdfReader(io.BytesIO(paper_pdf(paper)))
    said = close("".join(page.extract_text() for page in made.pages))
    assert made.trailer["/Root"]["/Lang"] == "de"
    assert close("Zusammenfassung") in said
    assert close("1,48-fach") in said


def test_charts_speak_it(paper):
    drawings = "".join(re.findall(r"<svg\b.*?</svg>", paper.document, re.DOTALL))
    labels = re.findall(r"<text[^>]*>(.*?)</text>", drawings)
    assert any(MARK.strip() in each for each in labels)
    assert any(re.search(r"\d,\d+.*Mio\.", each) for each in labels)
