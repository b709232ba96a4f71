"""A study takes prices by name and capacity from measurements, and says where each value comes from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from builder.cli import main
from builder.commands.languages import speech_for
from builder.commands.show import as_object
from builder.engine import case_results, run_file
from builder.errors import StudyError, TcoError
from builder.layout.layout import lay_out
from builder.notices import Notice, notices
from builder.results import Results
from builder.study.loader import load_study
from tests.study.small_study import GOOD, edited, tree

MEASURED = Path(__file__).parents[1] / "benchmark_files" / "files"
PRICES = """\
currency: USD
source: {en: the provider's list, ko: 제공업체 가격표}
source_grade: P
status: list-price
unit: USD/Mtoken
prices:
  big.input: {value: 5, date: 2024-10-01}
  big.output: {value: 15, date: 2024-10-01}
  small.input:
    values:
      - {value: 0.5, date: 2023-02-01, valid_until: 2024-12-31}
      - {value: 0.4, date: 2025-03-01}
  euro: {value: 1, date: 2024-10-01}
"""
NAMED = edited(
    GOOD,
    ("{price_in: 2.5, price_out: 10}", "{price_in: {price: big.input, low: 1}, price_out: {price: big.output}}"),
    ("as_of: 2025-01-31\n", "as_of: 2025-01-31\nprices: [prices/tokens.yaml]\n"),
)
SIZED = edited(
    GOOD,
    (
        "{label: Chat, assumptions: {latency: 20, requests_in_flight: 25, gpus_per_replica: 2}}",
        """
    label: Chat
    benchmark:
      file: bench.jsonl
      gpus: 2
      limit: {metric: ttft, statistic: p95, seconds: 1}""",
    ),
)
PRICE_IN = "options.api.assumptions.price_in"


def priced(folder: Path, study: str = NAMED, prices: str = PRICES) -> Path:
    """A study in a folder with a price file below it."""
    folder.mkdir(exist_ok=True)
    (folder / "prices").mkdir()
    tree(folder / "prices", tokens=prices)
    return tree(folder, study=study)


def sized(folder: Path, study: str = SIZED, file: str = "vllm-serve.jsonl") -> Path:
    """A study in a folder with a file of measurements beside it."""
    shutil.copy(MEASURED / file, folder / "bench.jsonl")
    return tree(folder, study=study)


def told(path: Path, *settings: tuple[str, Any]) -> list[str]:
    with pytest.raises(TcoError) as error:
        run_file(path, settings)
    return [str(problem).replace(f"{path.parent}/", "") for problem in error.value.problems]


def warned(results: Results, language: str = "en") -> list[Notice]:
    speech = speech_for(results, language)
    return [n for n in notices(results, speech.language, lambda node, *_: node.key) if n.kind in ("stale", "measured")]


# -- a price by name ---------------------------------------------------------------------------------------------------


def test_a_price_by_name_brings_value_unit_status_source_grade_and_date(tmp_path: Path) -> None:
    assert as_object(run_file(priced(tmp_path)))["inputs"]["in_api_price_in"] == {
        "value": 5, "unit": "USD/Mtoken", "path": PRICE_IN, "status": "list-price",
        "source": "the provider's list (of 2024-10-01, primary source)",
        "source_grade": "P", "retrieved": "2024-10-01"}  # fmt: skip


def test_what_the_study_says_beside_the_name_stands(tmp_path: Path) -> None:
    row = run_file(priced(tmp_path)).model.assumptions.row("api.price_in")
    assert row.general is not None
    assert row.general.low == 1


def test_its_source_stands_in_the_workbook_and_at_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = priced(tmp_path)
    results = run_file(study)
    texts = {cell.value for cell in lay_out(results, speech_for(results).language).book.sheets["Inputs"].cells.values()}
    assert "the provider's list (of 2024-10-01, primary source)" in texts
    assert main(["explain", str(study), "api.price_in"]) == 0
    said = capsys.readouterr().out
    assert f"{PRICE_IN}: 5.0, list price, the provider's list (of 2024-10-01, primary source)" in said
    assert f"study.yaml:27 {PRICE_IN}" in said


@pytest.mark.parametrize("path", ["price_in", "price_in.value"])
def test_a_value_set_on_the_command_line_is_no_longer_the_price(tmp_path: Path, path: str) -> None:
    shown = as_object(run_file(priced(tmp_path), [(f"options.api.assumptions.{path}", 3)]))["inputs"]["in_api_price_in"]
    assert (shown["value"], shown["status"], shown["source"]) == (3, "unsourced", "stated for this study")
    assert not {"source_grade", "retrieved"} & set(shown)


def test_a_setting_that_names_a_price_takes_its_source_too(tmp_path: Path) -> None:
    named = run_file(priced(tmp_path), [(PRICE_IN, {"price": "big.output"})])
    shown = as_object(named)["inputs"]["in_api_price_in"]
    assert (shown["value"], shown["status"]) == (15, "list-price")
    assert shown["source"].startswith("the provider's list")


def test_a_value_beside_the_name_is_the_studys_own(tmp_path: Path) -> None:
    study = edited(NAMED, ("{price: big.input, low: 1}", "{price: big.input, value: 4, status: quoted, source: Ann}"))
    shown = as_object(run_file(priced(tmp_path, study)))["inputs"]["in_api_price_in"]
    assert (shown["value"], shown["status"], shown["source"]) == (4, "quoted", "Ann")
    assert "source_grade" not in shown


def test_another_price_can_be_named_on_the_command_line(tmp_path: Path) -> None:
    assert run_file(priced(tmp_path), [(f"{PRICE_IN}.price", "small.input")]).value("api.price_in") == 0.5


def test_a_case_names_another_price_or_a_value(tmp_path: Path) -> None:
    more = (
        f"  other: {{label: Other, set: {{{PRICE_IN}.price: small.input}}, comparisons: [all]}}\n"
        f"  anew: {{label: Anew, set: {{{PRICE_IN}: {{price: big.output}}}}, comparisons: [all]}}\n"
        f"  own: {{label: Own, set: {{{PRICE_IN}: 3}}, comparisons: [all]}}\nreport:\n"
    )
    loaded = load_study(priced(tmp_path, edited(NAMED, ("report:\n", more))))
    found = case_results(loaded, ["other", "anew", "own"])
    assert {case: each.value("api.price_in") for case, each in found.items()} == {"other": 0.5, "anew": 15, "own": 3}


def test_a_case_that_names_an_unknown_price_is_said_at_its_line(tmp_path: Path) -> None:
    more = f"  other: {{label: Other, set: {{{PRICE_IN}.price: small.inputs}}}}\nreport:\n"
    (problem,) = told(priced(tmp_path, edited(NAMED, ("report:\n", more))))
    assert problem.startswith(f"study.yaml:35 cases.other.set.{PRICE_IN}.price: there is no price 'small.inputs'")


@pytest.mark.parametrize("path", [PRICE_IN, "scenarios.large.options.api.assumptions.price_in"])
def test_every_printed_path_of_a_price_can_be_set(tmp_path: Path, path: str) -> None:
    own = "{own: {}, api: {assumptions: {price_in: {price: small.input}}}}"
    study = edited(NAMED, ("large: {workload: chat, options: [own, api],", f"large: {{workload: chat, options: {own},"))
    before, after = (as_object(run_file(file, said))["inputs"]
                     for file in [priced(tmp_path, study)] for said in ([], [(path, 7)]))  # fmt: skip
    assert [name for name in before if after[name] != before[name]] == [
        name for name, each in before.items() if each["path"] == path]  # fmt: skip
    assert [each["value"] for each in after.values() if each["path"] == path] == [7]


# -- what is wrong with a price ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([("price: big.input", "price: big.inputs")],
         f"study.yaml:27 {PRICE_IN}.price: there is no price 'big.inputs'\n    -> did you mean 'big.input'?"),
        ([("as_of: 2025-01-31", "as_of: 2023-01-31"), ("big.input", "small.input"), ("{price: big.output}", "9")],
         (f"study.yaml:27 {PRICE_IN}.price: no price of 'small.input' is valid on 2023-01-31; "
         "there are prices from 2023-02-01 to 2024-12-31, from 2025-03-01\n"
         "    -> date the study within one of these, or add the price of that day")),
        ([("prices: [prices/tokens.yaml]\n", "")],
         (f"study.yaml:26 {PRICE_IN}.price: a price is named, but no price file\n"
          "    -> write prices: [prices/FILE.yaml]")),
        ([("prices/tokens", "prices/token")],
         ("study.yaml:3 prices.0: there is no file prices/token.yaml\n"
         "    -> write the path as seen from the folder of the file that names it")),
        ([("[prices/tokens.yaml]", "[../tokens.yaml]")],
         "study.yaml:3 prices.0: ../tokens.yaml is not within the study's folder\n    -> copy the file there"),
        ([("[prices/tokens.yaml]", "[/etc/passwd]")],
         "study.yaml:3 prices.0: /etc/passwd is not within the study's folder\n    -> copy the file there"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_price_is_said_with_its_place(
    tmp_path: Path, edits: list[tuple[str, str]], said: str
) -> None:
    assert told(priced(tmp_path, edited(NAMED, *edits))) == [said]


def test_a_price_in_another_currency_asks_for_a_rate(tmp_path: Path) -> None:
    euro = PRICES.replace("USD", "EUR")
    study = priced(tmp_path, prices=euro)
    first, _ = told(study)
    assert first == (
        f"study.yaml:27 {PRICE_IN}.price: the price 'big.input' is in EUR, the study in USD, and there is no "
        "rate from EUR to USD; known rates: none\n"
        "    -> write rates: {EUR: {value: ..., source: ..., status: ...}}, or add the rate to a price file"
    )
    results = run_file(study, [("rates", {"EUR": {"value": 1.1, "source": "a bank", "status": "published"}})])
    assert results.value("api.price_in") == pytest.approx(5.5)


def test_a_price_in_another_currency_takes_the_dated_rate_of_the_price_files(tmp_path: Path) -> None:
    rate = "rates: [{from: EUR, to: USD, rate: 1.2, date: 2024-12-30, source: a bank}]\n"
    study = priced(tmp_path, prices=PRICES.replace("USD", "EUR") + rate)
    results = run_file(study)
    assert results.value("api.price_in") == pytest.approx(6)
    assert as_object(results)["inputs"]["in_rate_eur"] == {
        "value": 1.2, "unit": "USD/EUR", "path": "rates.EUR", "status": "list-price",
        "source": "a bank (2024-12-30, P)", "source_grade": "P", "retrieved": "2024-12-30"}  # fmt: skip
    assert run_file(study, [("rates.EUR", 1.1)]).value("api.price_in") == pytest.approx(5.5)


def test_a_wrong_price_file_is_said_at_its_own_line(tmp_path: Path) -> None:
    (problem,) = told(priced(tmp_path, prices=PRICES.replace("date: 2024-10-01}\n  big", "dates: 2024-10-01}\n  big")))
    assert problem.startswith("prices/tokens.yaml:7 prices.big.input.dates: unknown key 'dates'")


def test_what_is_wrong_elsewhere_is_said_too_and_nothing_twice(tmp_path: Path) -> None:
    study = edited(NAMED, ("price: big.input", "price: big.inputs"), ("node_price: 138500", "node_prise: 138500"))
    assert sorted(each.split(": ")[1].split("\n")[0] for each in told(priced(tmp_path, study))) == [
        "there is no assumption 'node_prise' here", "there is no price 'big.inputs'"]  # fmt: skip


@pytest.mark.parametrize("prices", ["7", "[7]", "{a: b}", "[prices/tokens.yaml, 3]"])
def test_a_list_of_files_that_is_none(tmp_path: Path, prices: str) -> None:
    assert all("prices" in each for each in told(priced(tmp_path, NAMED.replace("[prices/tokens.yaml]", prices))))


# -- price files and studies that extend others ------------------------------------------------------------------------


def test_a_base_keeps_its_own_price_files(tmp_path: Path) -> None:
    priced(tmp_path / "base")
    (tmp_path / "customer").mkdir()
    study = tree(tmp_path / "customer", study="extends: ../base/study.yaml\ncustomer: Example Corp.\n")
    assert run_file(study).value("api.price_in") == 5


def test_files_that_a_study_names_itself_are_seen_from_its_own_folder(tmp_path: Path) -> None:
    priced(tmp_path / "base")
    own = "extends: ../base/study.yaml\nprices: [prices/tokens.yaml]\n"
    study = priced(tmp_path / "customer", own, PRICES.replace("value: 5", "value: 6"))
    assert run_file(study).value("api.price_in") == 6


# -- prices that are out of date ---------------------------------------------------------------------------------------


def test_a_price_that_has_ended_is_used_and_warned_of(tmp_path: Path) -> None:
    results = run_file(priced(tmp_path, edited(NAMED, ("big.input", "small.input"))))
    assert results.value("api.price_in") == 0.5
    (notice,) = warned(results)
    assert (notice.kind, notice.key) == ("stale", PRICE_IN)
    assert notice.text == f"{PRICE_IN} was valid until December 31, 2024, the study is as of January 31, 2025"


def test_a_price_looked_up_over_a_year_before_is_warned_of(tmp_path: Path) -> None:
    results = run_file(priced(tmp_path, edited(NAMED, ("as_of: 2025-01-31", "as_of: 2025-10-02"))))
    assert [notice.key for notice in warned(results)] == [PRICE_IN, "options.api.assumptions.price_out"]
    assert warned(results)[0].text == (
        f"{PRICE_IN}: looked up on October 1, 2024, over a year before the study of October 2, 2025"
    )
    assert "2024년 10월 1일" in warned(results, "ko")[0].text
    assert warned(run_file(tmp_path / "study.yaml", [(PRICE_IN, 5), ("options.api.assumptions.price_out", 15)])) == []


def test_the_terminal_lists_what_is_out_of_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(priced(tmp_path, edited(NAMED, ("big.input", "small.input"))))]) == 0
    assert f"warning: {PRICE_IN} was valid until December 31, 2024" in capsys.readouterr().out


# -- a workload sized by measurements ----------------------------------------------------------------------------------


def test_the_busiest_point_within_the_limit_sizes_the_workload(tmp_path: Path) -> None:
    results = run_file(sized(tmp_path))
    assert results.value("latency", 0) == pytest.approx(20.05, abs=0.01)
    assert results.value("requests_in_flight", 0) == pytest.approx(25, abs=0.01)
    assert results.value("gpus_per_replica", 0) == 2
    shown = as_object(results)["inputs"]["in_chat_latency"]
    assert shown["path"] == "workloads.chat.assumptions.latency"
    assert (shown["status"], shown["source"]) == (
        "measured", "measured: vLLM, bench.jsonl, line 3, 25 requests at a time, ttft p95 within 1 s")  # fmt: skip


def test_what_was_measured_is_carried_over_by_tokens_on_a_line_of_its_own(tmp_path: Path) -> None:
    results = run_file(sized(tmp_path))
    assert (results.value("measured_tokens_in", 0), results.value("measured_tokens_out", 0)) == (5000, 500)
    carried = results.value("latency", 0) * (1000 + 500) / (5000 + 500)
    assert results.value("carried_latency", 0) == pytest.approx(carried)
    assert "out_small_carried_latency" in results.outputs()


def test_a_tighter_limit_takes_more_replicas(tmp_path: Path) -> None:
    study = sized(tmp_path)
    limit = "workloads.chat.benchmark.limit.seconds"
    busy, quick = (run_file(study, [(limit, seconds)]).value("replicas", 1) for seconds in (1, 0.6))
    assert quick > busy


@pytest.mark.parametrize("key", ["latency", "requests_in_flight", "gpus_per_replica", "measured_tokens_in"])
def test_every_input_from_a_measurement_can_be_set(tmp_path: Path, key: str) -> None:
    path = f"workloads.chat.assumptions.{key}"
    results = run_file(sized(tmp_path), [(path, 7)])
    shown = next(each for each in as_object(results)["inputs"].values() if each["path"] == path)
    assert (shown["value"], shown["status"], shown["source"]) == (7, "unsourced", "stated for this study")


def test_a_value_of_the_study_stands_and_is_not_called_measured(tmp_path: Path) -> None:
    study = edited(SIZED, ("    label: Chat\n", "    label: Chat\n    assumptions: {gpus_per_replica: 4}\n"))
    row = run_file(sized(tmp_path, study)).model.assumptions.row("chat.gpus_per_replica")
    assert row.general is not None
    assert (row.general.value, row.general.status, row.general.source) == (4, "unsourced", None)


def test_measured_inputs_are_told_at_the_line_of_the_benchmark(tmp_path: Path) -> None:
    row = run_file(sized(tmp_path)).model.assumptions.row("chat.latency")
    assert row.general is not None
    assert row.general.where.endswith("study.yaml:9 workloads.chat.assumptions.latency")


def test_queries_unlike_those_measured_are_a_warning(tmp_path: Path) -> None:
    study = sized(tmp_path)
    (notice,) = warned(run_file(study))
    assert (notice.kind, notice.key) == ("measured", "tokens_in")
    assert notice.text == (
        "Input tokens per query: 1,000 here, 5,000 when measured; the measurement is scaled by tokens"
    )
    assert warned(run_file(study, [("tokens_in", 5000)])) == []
    only = warned(run_file(study, [("tokens_in", 5000), ("scenarios.large.assumptions.tokens_in", 2000)]))
    assert [each.text.split(":")[0] for each in only] == ["large"]


def test_doubts_about_the_chosen_point_are_warnings_in_the_language_of_the_reader(tmp_path: Path) -> None:
    limit = "{metric: ttft, statistic: p95, seconds: 1}"
    study = SIZED.replace(limit, "{metric: ttft, statistic: mean, seconds: 0.7}")
    results = run_file(sized(tmp_path, study, "nim-llama-3.3-70b.csv"))
    first, *_ = warned(results)
    assert first.text == (
        "Chat: the mean latency of 20.05 s is not measured but follows from its parts: "
        "ttft + (tokens_out - 1) x itl (bench.jsonl:4)"
    )
    assert first.key == "chat"
    assert "평균 레이턴시 20.05초는 측정값이 아니라" in warned(results, "ko")[0].text


# -- what is wrong with a benchmark ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([("seconds: 1}", "seconds: 0.3}")],
         [("study.yaml:9 workloads.chat.benchmark: bench.jsonl: no point keeps the time to the first token (ttft p95) "
          "within 0.3 s; the nearest is 0.4884 s at 0.1034 requests per second with 1 at a time (line 1)\n"
          "    -> allow more time, or measure at a lower load or with more GPUs")]),
        ([("file: bench.jsonl", "file: bench.json")],
         [("study.yaml:10 workloads.chat.benchmark.file: there is no file bench.json\n"
          "    -> write the path as seen from the folder of the file that names it")]),
        ([("metric: ttft", "metric: ttf")],
         [
         ("study.yaml:12 workloads.chat.benchmark.limit.metric: 'ttf' cannot stand here\n"
         "    -> did you mean 'ttft'? (known are ttft, tpot, itl, e2e)")]),
        ([("seconds: 1}", "seconds: soon}")],
         [("study.yaml:12 workloads.chat.benchmark.limit.seconds: a number is expected, not the text 'soon'\n"
          "    -> write a plain number such as 0.173, without unit or currency")]),
        ([("seconds: 1}", "seconds: 0}")],
         ["study.yaml:12 workloads.chat.benchmark.limit.seconds: 0 is too small\n    -> write more than 0"]),
        ([("      gpus: 2\n", "")],
         ["study.yaml:9 workloads.chat.benchmark.gpus: 'gpus' is missing\n    -> every benchmark needs it"]),
        ([("gpus: 2\n", "gpus: two\n")],
         [("study.yaml:11 workloads.chat.benchmark.gpus: a number is expected, not the text 'two'\n"
          "    -> write a plain number such as 0.173, without unit or currency")]),
        ([("gpus: 2\n", "gpu: 2\n      gpus: 2\n")],
         ["study.yaml:11 workloads.chat.benchmark.gpu: unknown key 'gpu'\n    -> did you mean 'gpus'?"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_benchmark_is_said_once_with_its_place(
    tmp_path: Path, edits: list[tuple[str, str]], said: list[str]
) -> None:
    assert told(sized(tmp_path, edited(SIZED, *edits))) == said


def test_a_file_that_no_tool_wrote_is_refused_at_the_line_that_names_it(tmp_path: Path) -> None:
    study = sized(tmp_path)
    (tmp_path / "bench.jsonl").write_text(json.dumps({"a": 1}), encoding="utf-8")
    (problem,) = told(study)
    assert problem.startswith("study.yaml:9 workloads.chat.benchmark: bench.jsonl:1: no tool known here wrote this")


def test_prices_and_measurements_are_refused_together(tmp_path: Path) -> None:
    study = edited(SIZED, ("price_in: 2.5", "price_in: {price: big.input}"), ("seconds: 1}", "seconds: 0.3}"))
    with pytest.raises(StudyError) as error:
        load_study(sized(tmp_path, study))
    assert len(error.value.problems) == 2


# -- a benchmark for each type of node ---------------------------------------------------------------------------------

TYPED = edited(
    GOOD,
    ("    label: Own servers\n", """\
    label: Own servers
    node_types: {big: Big nodes, small: Small nodes}
    benchmarks:
      big: {file: bench.jsonl, gpus: 2, limit: {metric: ttft, statistic: p95, seconds: 1}}
      small: {file: bench.jsonl, gpus: 4, limit: {metric: ttft, statistic: p95, seconds: 0.5}}
"""),
    ("      node_price: 138500\n", """\
      node_price: 138500
      big_demand_share: 0.5
      small_demand_share: 0.5
"""),
)  # fmt: skip


def test_each_type_of_node_is_sized_by_a_file_of_its_own(tmp_path: Path) -> None:
    results = run_file(sized(tmp_path, TYPED))
    (tmp_path / "one").mkdir()
    one = run_file(sized(tmp_path / "one", SIZED))
    chat = {key: one.model.assumptions.row(f"chat.{key}").general for key in ("latency", "requests_in_flight")}
    for key, measured in chat.items():
        big, small = (results.model.assumptions.row(f"own.{each}_{key}").general for each in ("big", "small"))
        assert big is not None
        assert small is not None
        assert measured is not None
        assert (big.value, big.status, big.source) == (measured.value, "measured", measured.source)
        assert "0.5 s" in str(small.source)
        assert small.value != big.value
    gpus = [results.model.assumptions.row(f"own.{each}_gpus_per_replica").general for each in ("big", "small")]
    assert [each.value for each in gpus if each] == [2, 4]


def test_what_a_study_writes_of_a_type_stands_over_its_file(tmp_path: Path) -> None:
    written = edited(TYPED, ("big_demand_share: 0.5\n", "big_demand_share: 0.5\n      big_latency: 7\n"))
    row = run_file(sized(tmp_path, written)).model.assumptions.row("own.big_latency").general
    assert row is not None
    assert (row.value, row.status) == (7, "unsourced")


@pytest.mark.parametrize(("edits", "said"), [
    ([("      small: {file", "      tiny: {file")],
     ["study.yaml:15 options.own.benchmarks.tiny: there is no node type 'tiny'\n    -> known are big, small"]),
    ([("      small: {file: bench.jsonl", "      small: {file: other.jsonl")],
     [("study.yaml:15 options.own.benchmarks.small.file: there is no file other.jsonl\n"
      "    -> write the path as seen from the folder of the file that names it")]),
    ([("requests_in_flight: 25,", ("requests_in_flight: 25, measured_query_rate: 3, measured_tokens_in: 900, "
       "measured_tokens_out: 100,"))],
     [("study.yaml:14 options.own.benchmarks.big: the workload chat is sized by a rate, and this file by latency\n"
      "    -> size both in the same way"),
      ("study.yaml:15 options.own.benchmarks.small: the workload chat is sized by a rate, and this file by latency\n"
      "    -> size both in the same way")]),
])  # fmt: skip
def test_what_is_wrong_with_a_type_s_benchmark_is_said_with_its_place(
    edits: list[tuple[str, str]], said: list[str], tmp_path: Path
) -> None:
    assert told(sized(tmp_path, edited(TYPED, *edits))) == said


def test_types_are_sized_by_rates_where_the_workload_is(tmp_path: Path) -> None:
    table = "model,requests_per_second,output_tokens_per_second,tokens_in,tokens_out\nL,{rate},100,294,290\n"
    for name, rate in (("all", 70), ("big", 40)):
        (tmp_path / f"{name}.csv").write_text(table.format(rate=rate), encoding="utf-8")
    text = edited(TYPED, ("  chat: {label: Chat, ", "  chat: {benchmark: {file: all.csv, gpus: 8}, label: Chat, "),
                  ("big: {file: bench.jsonl, gpus: 2, limit: {metric: ttft, statistic: p95, seconds: 1}}",
                   "big: {file: big.csv, gpus: 4}"))  # fmt: skip
    text = "\n".join(line for line in text.splitlines() if not line.startswith("      small: {file"))
    results = run_file(tree(tmp_path, study=text))
    names = ("chat.measured_query_rate", "own.big_measured_query_rate")
    rates = [results.model.assumptions.row(each).general for each in names]
    assert [each.value for each in rates if each] == [70, 40]
    big, small = (results.value(f"own.{each}_carried_rate", 0) for each in ("big", "small"))
    assert big == pytest.approx(small * 40 / 70)
