"""The paper reads true whichever way the numbers fall, for one scenario and for many."""

import re

import pytest
import yaml

from tests.report.papers import MINIMAL, REFERENCE, body, minimal, paper_of, results_of, text, variant

QUOTES = {
    "options.on_prem": 96435,
    "scenarios.mistral-7b-5k.options.on_prem": 108200,
    "scenarios.mistral-7b-10k.options.on_prem": 113200,
    "scenarios.mistral-7b-50k.options.on_prem": 116400,
    "scenarios.llama-2-70b-5k.options.on_prem": 102900,
    "scenarios.llama-2-70b-10k.options.on_prem": 98950,
}
DEAR = (("options.own.assumptions.node_price", 2_000_000),)


@pytest.fixture(scope="module")
def turned(tmp_path_factory):
    """The reference study with quotes ten times as high, whose claims are left out where they do not hold."""
    claims = results_of(REFERENCE).model.loaded.study.report.claims
    dropped = {each: {"otherwise": "drop"} for each in claims}
    study = variant(tmp_path_factory.mktemp("turned"), REFERENCE, report={"claims": dropped})
    high = (("options.on_prem.assumptions.node_price.high", 1_402_250),)
    prices = tuple((f"{place}.assumptions.node_price", 10 * price) for place, price in QUOTES.items())
    return {code: paper_of(study, code, prices + high) for code in ("en", "ko")}


def section(paper, key):
    return text(re.search(rf'<h[23] id="{key}".*?(?=<h[23] id=|</main>)', body(paper), re.DOTALL)[0])


def test_what_is_dearer_already_is_said_with_its_scenario(turned):
    said, korean = (section(turned[code], "overturning") for code in ("en", "ko"))
    assert "In every scenario the lowest cost is that of Amazon EC2 p5.48xlarge." in said
    assert re.search(r"The cheapest option depends on the scenario: .+ \([^()]*users[^()]*\)", said)
    assert "모든 시나리오에서 비용이 가장 낮은 방식은 Amazon EC2 p5.48xlarge입니다." in korean
    assert re.search(r"비용이 가장 낮은 방식은 시나리오에 따라 다릅니다: .+ \([^()]+\)", korean)


def test_where_on_premises_is_dearer_every_section_says_so(turned):
    paper, cheaper = turned["en"], "Amazon EC2 p5.48xlarge costs less than On-premises in every scenario"
    assert "Amazon EC2 p5.48xlarge costs less than On-premises." in section(paper, "summary")
    assert cheaper in section(paper, "small")
    assert "which is cheaper depends on the scenario" in section(paper, "api")
    assert "On-premises has still cost more than Amazon EC2 p5.48xlarge" in section(paper, "cashflow")
    assert "the lowest cost is that of Amazon EC2 p5.48xlarge" in section(paper, "overturning")


def test_turns_too_many_for_a_sentence_are_left_to_their_table(turned):
    said, korean = (section(turned[code], "summary") for code in ("en", "ko"))
    told = r"GPT-4 Turbo API costs less up to ([\d,]+) users, On-premises from ([\d,]+) users on; in between"
    first, last = re.search(told, said).groups()
    assert re.search(rf"{first}명까지는 GPT-4 Turbo API 쪽이, 사용자 {last}명 이상에서는 온프레미스 쪽이", korean)
    table = text(re.search(r'id="tab-breakeven">.*?</figure>', turned["en"].document, re.DOTALL)[0])
    assert table.count(" users ") > 20
    assert f"{first} users" in table
    assert f"{last} users" in table


@pytest.mark.parametrize(
    ("code", "praise"),
    [("en", r"choosing On-prem|On-premises saves|costs? [^.]*% less|as much as on-premises servers|published headline"),
     ("ko", r"절감률은 \d|적다는 발표|온프레미스의 최대")],
)  # fmt: skip
def test_where_on_premises_is_dearer_nothing_praises_it(turned, code, praise):
    assert re.findall(praise, text(body(turned[code]))) == []


def test_no_saving_is_printed_where_there_is_none(turned):
    table = text(re.search(r'id="tab-small">.*?</figure>', turned["en"].document, re.DOTALL)[0])
    rows = re.findall(r"Mistral 7B, [\d,]+ users ([\d,]+) ([\d,]+) (-[\d,]+) 0\.\d+x – ", table)
    assert len(rows) == 3


def test_the_steps_of_a_drawing_lead_upwards_too(turned):
    assert "Cost bridge from Amazon EC2 p5.48xlarge to On-premises" in text(body(turned["en"]))


def alone(folder, settings=()):
    """The minimal study with its first scenario and its first alternative alone."""
    study = yaml.safe_load(MINIMAL.read_text(encoding="utf-8"))
    study["scenarios"].pop("users-20k")
    study["comparisons"]["all"] |= {"scenarios": ["users-5k"], "alternatives": ["cloud"]}
    path = folder / "alone.yaml"
    path.write_text(yaml.safe_dump(study), encoding="utf-8")
    return paper_of(path, settings=settings)


def test_one_scenario_is_spoken_of_as_one(tmp_path):
    said = text(body(alone(tmp_path)))
    assert re.search(r"EC2 p5\.48xlarge costs \d\.\dx as much as Own servers; choosing Own servers saves \d\d%\.", said)
    for plural in ("Smallest to largest", "in every scenario", "depends on the scenario", "x to "):
        assert plural not in said.split("Every line of the model")[0]


def test_one_scenario_that_is_dearer_too(tmp_path):
    said = text(body(alone(tmp_path, DEAR)))
    assert "Amazon EC2 p5.48xlarge costs less than Own servers: 0.52x as much." in said


def test_what_costs_the_same_is_neither_cheaper_nor_dearer(tmp_path):
    from builder.report.verdict import Side, cheaper

    class Ratios:
        def value(self, id):
            return 1.0

    class Told:
        basis = type("Basis", (), {"results": Ratios()})()

    assert cheaper(Told(), "all", "cloud") is Side.EQUAL


def test_ten_scenarios_are_spoken_of_as_ten(tmp_path):
    names = ["own", "cloud", "api"]
    scenarios = {
        f"u{n}k": {"workload": "assistant", "label": f"{n}K", "assumptions": {"users": n * 1000}, "options": names}
        for n in range(1, 11)
    }
    comparison = {"label": "All", "subject": "own", "alternatives": names[1:], "scenarios": list(scenarios)}
    said = text(body(paper_of(variant(tmp_path, scenarios=scenarios, comparisons={"all": comparison}))))
    assert "Smallest to largest over the scenarios of each comparison." in said
    assert "undefined" not in said


def test_small_ratios_keep_their_digits(tmp_path):
    said = section(paper_of(MINIMAL, settings=(("options.own.assumptions.node_price", 20_000_000),)), "summary")
    assert re.search(r"0\.0\d+x", said)
    assert not re.search(r"\b0\.0x", said)


def test_a_value_that_grows_is_told_as_a_range(tmp_path):
    price = {"value": 0.12, "growth": 0.1}
    paper = paper_of(variant(tmp_path, options={"own": {"assumptions": {"electricity_price": price}}}))
    table = text(re.search(r'id="tab-costs">.*?</figure>', paper.document, re.DOTALL)[0])
    assert "at $0.12 to $0.15 per kWh" in table
    assert "at $0.12" in text(re.search(r'id="tab-costs">.*?</figure>', minimal().document, re.DOTALL)[0])


def test_the_study_chooses_how_many_digits_its_results_have(tmp_path):
    paper = paper_of(variant(tmp_path, report={"digits": 4}))
    assert "Values are rounded to 4 significant digits." in text(body(paper))
    found = {each.text for each in paper.evidence if each.node == "own.total_cost.total"}
    assert any(len(re.sub(r"\D", "", each)) == 4 for each in found)


def test_what_is_out_of_date_is_called_by_its_name(tmp_path):
    price = {"value": 2.5, "valid_until": "2024-06-30"}
    paper = paper_of(variant(tmp_path, options={"api": {"assumptions": {"price_in": price}}}))
    said = section(paper, "warnings")
    assert "Price of a million input tokens, GPT-4o API was valid until June 30, 2024" in said
    assert "options.api" not in said
