import re

import pytest

from builder.errors import ReportError
from builder.language import MissingMessageError
from builder.model.adjusting import without_idle
from tests.report.papers import MINIMAL, REFERENCE, body, minimal, paper_of, reference, results_of, text, variant

ENGLISH = ["Executive summary", "Introduction", "The challenge", "Key considerations", "Method and assumptions",
           "Economic analysis", "Cash flow and break-even", "Sensitivity and risks", "Uncertainty of the results",
           "Caveats", "The offer", "Conclusion", "Assumptions", "Every line of the model in words",
           "Numbers and their cells in the workbook", "Sources"]  # fmt: skip
UNSAID = ("The challenge", "Key considerations", "Uncertainty of the results", "The offer")
"""What a study without narrative and without ranges has not."""


def chapters(paper):
    return [
        text(re.sub(r'<span class="no">.*?</span>', "", each)) for each in re.findall(r"<h2 id=.*?</h2>", body(paper))
    ]


def test_the_chapters_stand_in_order():
    assert chapters(reference()) == ["Contents", *ENGLISH]


def test_the_contents_name_every_chapter_and_section_once():
    html = reference().document
    listed = re.findall(r'<x-toci [^>]*class="level-\d"><span class="no">([^<]+)</span> <a href="#([^"]+)">', html)
    assert [number for number, _ in listed][:10] == ["1", "2", "3", "4", "5", "5.1", "6", "6.1", "6.2", "6.3"]
    assert len({anchor for _, anchor in listed}) == len(listed)
    assert all(f'id="{anchor}"' in html for _, anchor in listed)


def test_a_study_without_a_report_still_gives_a_paper_in_sentences():
    paper = minimal()
    said = text(body(paper))
    assert chapters(paper) == ["Contents", *(each for each in ENGLISH if each not in UNSAID)]
    assert "Amazon EC2 p5.48xlarge costs 2.3x to 3.3x as much as Own servers" in said
    assert "choosing Own servers saves" in said


def test_korean_says_the_same_in_as_many_parts():
    english, korean = reference("en").document, reference("ko").document
    for part in ("<h2", "<h3", "<table", "<figure", 'class="claim"', "<x-note"):
        assert korean.count(part) == english.count(part)
    assert '<html lang="ko">' in korean
    assert "요약" in korean


@pytest.mark.parametrize(
    "words",
    [
        "As the study stands",
        "1.6x to 1.9x",
        "1.8x to 2.1x",
        "3.8x to 4.6x",
        "2.6x to 3.1x",
        "1.4x to 2.1x",
        "2.7x to 3.3x",
    ],
)
def test_the_headline_stands_beside_its_other_readings(words):
    table = re.search(r'<figure class="[^"]*" id="tab-readings">.*?</figure>', reference().document, re.DOTALL)
    assert words in text(table[0])


def test_the_tables_of_configurations_are_the_published_ones():
    table = text(re.search(r'id="tab-configuration-llama-2-70b">.*?</figure>', reference().document, re.DOTALL)[0])
    assert "Llama 2 70B, 5,000 users 5,000 25 2.29 1.75 4 8 2 2" in table
    assert "Llama 2 70B, 50,000 users 50,000 25 22.9 1.75 40 80 20 20" in table


def test_each_category_says_how_it_is_costed_or_why_not():
    table = text(re.search(r'id="tab-costs">.*?</figure>', reference().document, re.DOTALL)[0])
    assert "$96,435 to $116,400 per node, with deployment and support" in table
    assert "$43.15701 per instance-hour for 2,600 to 5,460 hours per year" in table
    assert "None: the provider licenses its own software" in table
    assert "no reason is given" not in table


def test_a_category_left_out_without_a_word_is_warned_of():
    said = text(body(minimal()))
    assert "Not costed; no reason is given" in said
    assert "Software licences: costed for another option but not for GPT-4o API" in said


def test_failed_checks_are_printed_with_their_values():
    said = text(body(reference()))
    assert (
        "the mean demand of 23.1 queries per second is above the capacity of 22.9 queries per second (101.3% of it)"
        in said
    )


def test_the_share_of_calibrated_cost_is_printed():
    table = text(re.search(r'id="tab-calibrated">.*?</figure>', reference().document, re.DOTALL)[0])
    assert "On-premises 34% to 39%" in table
    assert "GPT-4 Turbo API none" in table


def test_every_line_of_the_model_stands_in_words():
    html = reference().document
    nodes = [
        node
        for node in without_idle(results_of(REFERENCE)).model.nodes.values()
        if node.line and not node.total_of and node.scope == "option" and node.section != "categories"
    ]
    tables = text(re.search(r'id="tab-lines".*?</figure>', html, re.DOTALL)[0])
    assert all(text(node.label["en"]) in tables for node in nodes)
    assert tables.count("Cost per user and month") == 1


def test_a_draft_says_so(tmp_path):
    paper = paper_of(variant(tmp_path, document={"status": "draft"}))
    assert 'data-status="Draft"' in paper.document
    assert 'data-status=""' in minimal().document


def test_the_page_is_letter_where_the_study_asks_for_it(tmp_path):
    assert "size: Letter;" in paper_of(variant(tmp_path, document={"page_size": "Letter"})).document


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "{{ 7*7 }}", "{% raw %}", "=HYPERLINK(1)", "R&D 'Co' \"x\""]
)
def test_a_customers_name_is_printed_as_it_is(tmp_path, name):
    paper = paper_of(variant(tmp_path, customer=name, title=name))
    assert "<script" not in paper.document
    assert " ".join(name.split()) in text(body(paper))


def test_a_narrative_for_no_section_is_refused(tmp_path):
    study = variant(tmp_path, report={"narrative": {"introductoin": "Text."}})
    with pytest.raises(ReportError, match="introduction"):
        paper_of(study)


def test_a_narrative_takes_the_values_of_claims(tmp_path):
    claim = {"text": "It costs {n}.", "values": {"n": {"formula": "out_all_cloud_ratio_max", "format": "multiple"}}}
    study = variant(
        tmp_path, report={"claims": {"most": claim}, "narrative": {"introduction": "Up to **{most.n}**, no more."}}
    )
    assert re.search(r"Up to <strong><data [^>]*>\d\.\dx</data></strong>, no more", paper_of(study).document)


def test_a_missing_message_stops_the_build(monkeypatch):
    spoken = language_without("Executive summary")
    results = results_of(MINIMAL)
    from builder.paths import templates_dir
    from builder.report.paper import build_paper
    from tests.report.papers import Cells

    with pytest.raises(MissingMessageError, match="Executive summary"):
        build_paper(results, {}, Cells(), spoken, templates_dir())


def language_without(message):
    from dataclasses import replace

    from tests.report.papers import language

    korean = language("ko")
    kept = {key: value for key, value in korean._catalogue.translations.items() if key != message}
    return replace(korean, _catalogue=replace(korean._catalogue, translations=kept))


def test_the_same_study_gives_the_same_page():
    assert paper_of(MINIMAL).html == minimal().html


def test_html_is_one_file():
    html = reference().html
    assert "asset:" not in html
    assert re.findall(r'(?:src|href)="(?!data:|#)([^"]*)"', html) == []
    assert set(re.findall(r"url\(['\"]?([a-z]+):", html)) == {"data"}


def test_a_study_that_compares_nothing_still_says_what_its_options_cost(tmp_path):
    study = tmp_path / "alone.yaml"
    text_of_study = MINIMAL.read_text(encoding="utf-8")
    study.write_text(text_of_study[: text_of_study.index("comparisons:")], encoding="utf-8")
    html = paper_of(study).document
    assert "What each option costs" in html
    assert "Cost per user and month" in text(html)


def test_a_negative_saving_is_not_called_one():
    dear = (("options.own.assumptions.node_price", 2_000_000),)
    table = re.search(r'id="tab-all">.*?</figure>', paper_of(MINIMAL, settings=dear).document, re.DOTALL)[0]
    assert not re.search(r"-\d+%", text(table))
    assert "a dash where Own servers costs more" in text(table)


def test_many_options_and_scenarios_still_fit(tmp_path):
    node = {"node_price": 28500, "gpu_price": 30000, "control_node_price": 11500}
    options = {f"own{n}": {"kind": "on_premises", "label": f"Vendor {n}", "assumptions": node} for n in range(4)}
    names = ["own", "cloud", "api", *options]
    scenarios = {
        f"users-{n}k": {"workload": "assistant", "assumptions": {"users": n * 1000}, "options": names}
        for n in (5, 20, 40, 80)
    }
    comparison = {"label": "All", "subject": "own", "alternatives": names[1:], "scenarios": list(scenarios)}
    study = variant(tmp_path, options=options, scenarios=scenarios, comparisons={"all": comparison})
    html = paper_of(study).document
    widths = [
        sum(float(each) for each in re.findall(r'<col style="width: ([\d.]+)%"', table))
        for table in re.findall(r"<colgroup>.*?</colgroup>", html)
    ]
    assert all(abs(width - 100) < 0.5 for width in widths)
