"""The evidence is complete: every number that a reader meets stands in the appendix, with its rounding and its cell."""

import io
import re
from html import unescape

import pypdf
import pytest

from builder.report.pdf import paper_pdf
from tests.report.papers import REFERENCE, body, minimal, paper_of, reference, results_of, text, variant

MARKED = re.compile(r'<data class="n"[^>]*>([^<]*)</data>')
NAMED = re.compile(
    r'<span class="[a-z ]*(?:name|count)">((?:[^<]|<wbr>)*)</span>|<time [^>]*>([^<]*)</time>'
)
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def appendix(paper):
    """What the evidence tables and the table of assumptions print."""
    return re.findall(
        r'<figure [^>]*id="(?:tab-evidence[\w-]*|tab-assumptions)">.*?</figure>', paper.document, re.DOTALL
    )


def proven(paper):
    return {unescape(each) for html in appendix(paper) for each in MARKED.findall(html)}


def numbers(words):
    return {each.replace(",", "").rstrip(".") for each in NUMBER.findall(words)}


PAPERS = pytest.mark.parametrize("paper", [lambda: reference("en"), lambda: reference("ko"), minimal],
                                 ids=["en", "ko", "minimal"])  # fmt: skip


@PAPERS
def test_every_marked_number_stands_in_the_evidence(paper):
    made = paper()
    printed = {unescape(each) for each in MARKED.findall(made.document)}
    assert len(printed) > 100
    assert printed <= proven(made)


@PAPERS
def test_every_number_of_a_drawing_is_evidence_or_a_place_on_its_axis(paper):
    made = paper()
    drawn = re.findall(r"<text[^>]*>([^<]+)</text>|<tspan[^>]*>([^<]+)</tspan>", made.document)
    known = numbers(" ".join(proven(made) | made.scales)) | numbers(" ".join(names(made)))
    assert drawn
    assert numbers(" ".join(a or b for a, b in drawn)) <= known


@pytest.mark.parametrize("code", ["en", "ko"])
def test_every_number_in_the_text_of_the_pdf_is_evidence_or_the_studys_own(code):
    made = reference(code)
    pages = pypdf.PdfReader(io.BytesIO(paper_pdf(made))).pages
    told = " ".join(page.extract_text() for page in pages).replace("\u2060", "").replace("\u00a0", " ")
    known = numbers(" ".join(proven(made) | made.scales)) | numbers(" ".join(names(made))) | numbers(structure(made))
    strange = {each for each in numbers(told) if each not in known}
    assert strange - {str(page) for page in range(len(pages) + 1)} == set()


def names(made):
    """What the study says itself, with what the model says of it: labels, narrative, dates, units, cells, warnings."""
    html = re.sub(r"<(style|svg|head)\b.*?</\1>", "", MARKED.sub(" ", made.document), flags=re.DOTALL)
    marked = NAMED.findall(html)
    labels = [scenario.label for scenario in made.study.scenarios.values()] + [
        option.label for option in made.study.options.values()
    ]
    return [unescape(re.sub(r"<wbr>", "", a or b)) for a, b in marked] + [str(each) for each in labels] + [
        f"{made.document.split('data-footer=')[1][:200]}"
    ]  # fmt: skip


def structure(made):
    """Numbers of chapters, tables, figures, footnotes and sources."""
    found = re.findall(r'<span class="no">(.*?)</span>|<a class="(?:ref|call)"[^>]*>(.*?)</a>', body(made))
    return " ".join(a or b for a, b in found)


def test_each_row_names_what_it_is_how_it_is_rounded_and_its_cell():
    found = text(re.search(r'id="tab-evidence">.*?</figure>', reference().document, re.DOTALL)[0])
    assert re.search(r"Total cost, On-premises thousands on_prem\.total_cost\.total 291 321 361 544 945 4,160", found)


def test_a_claims_numbers_quote_the_sentence_that_is_printed():
    found = text(re.search(r'id="tab-evidence-spanning">.*?</figure>', reference().document, re.DOTALL)[0])
    assert "the published figure for cloud instances: up to [times] the cost" in found
    assert "Cloud instances cost up to" not in found
    dearer = paper_of(REFERENCE, settings=(("scenarios.mistral-7b-5k.options.on_prem.assumptions.node_price", 150000),))
    found = text(re.search(r'id="tab-evidence-spanning">.*?</figure>', dearer.document, re.DOTALL)[0])
    assert "For Mistral 7B, cloud instances cost [low] to" in found


def test_a_range_over_scenarios_names_its_cell():
    found = text(re.search(r'id="tab-evidence-spanning">.*?</figure>', reference().document, re.DOTALL)[0])
    assert "1.9x 1 decimal 'None'!small:ec2.ratio_max" in found


def test_other_cases_and_changed_inputs_are_told_apart():
    found = text(re.search(r'id="tab-evidence-asked">.*?</figure>', reference().document, re.DOTALL)[0])
    assert "Case: Every GPU of an instance used 1 decimal 1.8x, 2.1x" in found


def test_a_difference_names_both_cells():
    kept = [each for each in reference().evidence if each.difference]
    both = [each for each in kept if "\N{MINUS SIGN}" in each.cell and "software" in each.cell]
    assert both[0].cell.count("category_software_licences") == 2
    values = results_of(REFERENCE)
    place = values.model.scenarios.index(both[0].scenario)
    ids = [re.sub(r"^'\d+'!", "", each.strip()) for each in both[0].cell.split("\N{MINUS SIGN}")]
    assert both[0].value == values.value(ids[0], place) - values.value(ids[1], place)


def test_what_is_not_printed_leaves_no_evidence(tmp_path):
    few = paper_of(variant(tmp_path, report={"sections": ["summary", "evidence"]}))
    assert len(few.evidence) < len(minimal().evidence) / 4
    assert not any(each.node.endswith("net_present_value") for each in few.evidence)
