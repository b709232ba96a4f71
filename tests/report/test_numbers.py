import re

import pytest

from builder.report.basis import Basis
from builder.report.charts.ticks import labelled_ticks
from builder.report.figures import chart_money
from builder.report.forms import Form
from builder.report.names import marked_names
from builder.report.numbers import Numbers
from builder.report.writer import Writer
from tests.report.papers import (
    REFERENCE,
    Cells,
    body,
    language,
    minimal,
    paper_of,
    reference,
    results_of,
    text,
    variant,
)


def unmarked(html):
    """Digits outside numbers that are marked, names, dates and numbering."""
    html = re.sub(r'<data class="n".*?</data>|<time .*?</time>|<a class="(?:ref|call)".*?</a>', " ", html)
    html = re.sub(r'<span class="(?:no|count)">.*?</span>', " ", html)
    html = re.sub(r'<span class="[a-z ]*name">(?:[^<]|<wbr>)*</span>', " ", html)
    html = re.sub(r"<x-toci.*?</x-toci>", " ", html)
    return [word for word in text(html).split() if re.search(r"\d", word)]


@pytest.mark.parametrize(
    "paper", [lambda: reference("en"), lambda: reference("ko"), minimal], ids=["en", "ko", "minimal"]
)
def test_every_digit_is_a_result_a_name_a_date_or_a_number_of_a_part(paper):
    assert unmarked(body(paper())) == []


def test_every_marked_number_carries_its_value_and_is_evidence():
    paper = reference()
    known = {(format(each.value, ".15g"), each.text) for each in paper.evidence}
    for value, shown in re.findall(r'<data class="n" value="([^"]+)" data-cell="[^"]+">([^<]*)</data>', paper.document):
        assert (value, shown) in known


@pytest.mark.parametrize(
    ("value", "shown", "said"),
    [(0.00039, "0.000390x", "6 decimals"), (0.04117, "0.0412x", "4 decimals"), (0.0996, "0.10x", "2 decimals"),
     (0.231, "0.23x", "2 decimals"), (1.6149, "1.61x", "2 decimals"), (0, "0.00x", "2 decimals")],
)  # fmt: skip
def test_a_small_multiple_is_not_printed_as_nothing(value, shown, said):
    form, english = Form("multiple", 2), language("en")
    assert form.text(value, english, "USD") == shown
    assert form.in_words(value, english) == said
    assert form.printed(value, "USD").value == pytest.approx(value, rel=0.01)


def test_evidence_says_what_was_printed_how_it_was_rounded_and_where_it_stands():
    ratio = next(each for each in reference().evidence if each.node == "small:ec2.ratio_max")
    value = results_of(REFERENCE).value("small:ec2.ratio_max")
    assert (ratio.text, ratio.value, str(ratio.form)) == ("1.9x", value, "multiple")
    assert (ratio.scenario, ratio.cell, ratio.case) == (None, "'None'!small:ec2.ratio_max", None)


def test_results_of_another_case_have_no_cell():
    cases = [each for each in reference().evidence if each.case]
    assert cases
    assert all(each.cell is None for each in cases)


def test_every_number_in_a_chart_is_evidence():
    paper = reference()
    printed = {each.text for each in paper.evidence} | paper.scales
    told = re.findall(r'<title id="figure-[^>]*>(.*?)</title>', paper.document)
    amounts = {amount for words in told for amount in re.findall(r"-?\$[\d.,]*\d[KM]?", words)}
    assert len(amounts) > 20
    assert amounts <= printed


@pytest.mark.parametrize(
    ("ticks", "form", "written"),
    [
        ((0, 5e6, 1e7, 1.5e7), Form("short_money", 2), ["$0", "$5M", "$10M", "$15M"]),
        ((0, 2.5e6, 5e6, 7.5e6), Form("short_money", 2), ["$0", "$2.5M", "$5M", "$7.5M"]),
        ((0, 5e6, 1e7), Form("thousands", 2), ["0", "5,000", "10,000"]),
        ((0, 2.5e9, 1.25e10), Form("millions", 3), ["0", "2,500", "12,500"]),
        ((1, 1.5, 2), Form("multiple", 1), ["1.0x", "1.5x", "2.0x"]),
        ((0, 0.02, 0.1), Form("multiple", 1), ["0.0x", "0.02x", "0.1x"]),
        ((0.05, 0.25), Form("multiple", 1), ["0.05x", "0.25x"]),
    ],
)
def test_places_of_an_axis_have_no_more_digits_than_they_need(ticks, form, written):
    writes = Numbers(Basis(results_of(REFERENCE), {}, Cells(), language("en"))).scale(form)
    assert [writes(each) for each in ticks] == written


@pytest.mark.parametrize(("low", "high"), [(0, 12.4e6), (0, 14.2e6), (0, 3.3e3), (100.4e6, 108e6), (-2.2e5, 1.1e6)])
def test_each_place_of_an_axis_of_money_reads_as_what_it_is(low, high):
    basis = Basis(results_of(REFERENCE), {}, Cells(), language("en"))
    numbers = Numbers(basis)
    _, axis = chart_money(Writer(basis, numbers, (), None, None, frozenset()))
    sizes = {"K": 1e3, "M": 1e6, "": 1.0}
    for place, label in labelled_ticks(low, high, numbers.scale(axis)):
        sign, digits, size = re.fullmatch(r"(-?)\$([\d.,]+)([KM]?)", label).groups()
        assert float(sign + digits.replace(",", "")) * sizes[size] == pytest.approx(place)


@pytest.mark.parametrize(
    ("gpu", "code", "heading"),
    [
        (42_000_000, "ko", "총비용(백만 원)"),
        (42_000_000, "en", "Total cost (KRW million)"),
        (42_000, "ko", "총비용(천 원)"),
        (42_000, "en", "Total cost (KRW thousand)"),
    ],
)
def test_amounts_are_told_in_what_the_largest_is_large_enough_for(tmp_path, gpu, code, heading):
    won = variant(tmp_path, currency="KRW", options={"own": {"assumptions": {"gpu_price": gpu}}})
    paper = paper_of(won, code)
    totals = re.search(r'<figure[^>]* id="tab-all">.*?</figure>', paper.document, re.DOTALL)[0]
    assert heading in text(totals)
    amounts = re.findall(r'<td class="num">(.*?)</td>', totals)
    assert max(len(text(each)) for each in amounts) <= len("99,900만 원")


def test_products_and_labels_are_names_and_amounts_are_not():
    html = marked_names("H100s at $25,000 beside Llama 2 70B on p5.48xlarge in 2024: 4x", ("Llama 2 70B",))
    assert text(html).replace("$25,000", "") == "H100s at  beside Llama 2 70B on p5.48xlarge in 2024: 4x"
    assert unmarked(html) == ["$25,000"]
