"""Each tool's file becomes points in requests per second, tokens and seconds."""

import pytest

from builder.benchmarks import read_measurements

TABLE = ("vllm-serve.jsonl", "nim-llama-3.3-70b.csv", "nim-llama-3.3-70b.yaml")


@pytest.mark.parametrize("name", TABLE)
def test_the_same_loads_read_alike_from_every_file(measured, name):
    points = measured(name).points
    assert [point.concurrency for point in points] == [1, 5, 25, 50, 100]
    assert [point.output_token_rate for point in points] == [51.7, 218.5, 623.4, 814.4, 917.3]
    assert [round(point.request_rate, 4) for point in points] == [0.1034, 0.437, 1.2468, 1.6288, 1.8346]
    assert [point.latency("ttft", "mean") for point in points] == pytest.approx([0.407, 0.547, 0.689, 0.835, 7.996])
    assert [point.latency("itl", "mean") for point in points] == pytest.approx([0.0186, 0.0218, 0.0388, 0.0597, 0.0929])
    assert {(point.tokens_in, point.tokens_out) for point in points} == {(5000, 500)}
    assert points[2].total_token_rate == pytest.approx(623.4 * 11)


@pytest.mark.parametrize("name", TABLE)
def test_by_littles_law_the_published_loads_are_full(measured, name):
    for point in measured(name).points:
        assert point.requests_in_flight == pytest.approx(point.concurrency, rel=0.06)


def test_vllm_results_one_per_line(measured):
    found = measured("vllm-serve.jsonl")
    assert (found.tool, found.points[2].model, found.points[2].where) == (
        "vLLM", "meta-llama/Llama-3.3-70B-Instruct", "vllm-serve.jsonl:3")  # fmt: skip
    assert found.points[2].latency("e2e", "mean") == pytest.approx(20.0502, abs=1e-3)
    assert found.points[2].latency("e2e", "p50") == pytest.approx(20.05 * 0.98, rel=1e-3)
    assert found.points[2].latency("e2e", "p90") is None
    assert found.points[2].offered_rate is None
    assert found.warnings == ()


def test_a_vllm_list_is_read_like_its_lines(text_of, measured):
    as_list = "[" + ",".join(text_of("vllm-serve.jsonl").splitlines()) + "]"
    rates = [point.request_rate for point in read_measurements(as_list, "list.json").points]
    assert rates == [point.request_rate for point in measured("vllm-serve.jsonl").points]


def test_vllm_of_early_2024_with_its_misspelled_key(measured):
    (point,) = measured("vllm-2024.json").points
    assert (point.request_rate, point.offered_rate, point.concurrency) == (2.5, 4.0, None)
    assert (point.tokens_in, point.tokens_out) == (294, 290)
    assert point.mean_latency == pytest.approx(0.210 + 289 * 0.041)


def test_a_load_without_limits_has_no_concurrency(run):
    (point,) = read_measurements(run(max_concurrency=None, request_rate="inf"), "bench.json").points
    assert (point.concurrency, point.offered_rate) == (None, None)
    assert point.requests_in_flight == pytest.approx(25, rel=0.01)


@pytest.mark.parametrize(("name", "tool"), [("profile_export_genai_perf.json", "GenAI-Perf"),
                                            ("profile_export_aiperf.json", "AIPerf")])  # fmt: skip
def test_genai_perf_and_aiperf(measured, name, tool):
    found = measured(name)
    (point,) = found.points
    assert (found.tool, point.model, point.concurrency) == (tool, "meta/llama-3.3-70b-instruct", 25)
    assert (point.request_rate, point.output_token_rate) == (1.2468, 623.4)
    assert (point.tokens_in, point.tokens_out) == (5000, 500)
    assert point.total_token_rate == pytest.approx(1.2468 * 5000 + 623.4)
    assert point.latency("ttft", "p99") == pytest.approx(0.689 * 1.4)
    assert point.latency("e2e", "mean") == pytest.approx(20.05, rel=1e-3)


def test_mlperf_counts_nanoseconds(measured):
    (point,) = measured("mlperf-server.txt").points
    assert (point.tool, point.request_rate, point.output_token_rate) == ("MLPerf", 74.42, 21605.8)
    assert point.tokens_out == pytest.approx(290.3, abs=0.1)
    assert point.latency("e2e", "mean") == pytest.approx(26.5)
    assert point.latency("ttft", "p99") == pytest.approx(1.9)
    assert point.latency("tpot", "mean") == pytest.approx(0.09)
    assert point.tokens_in is None


def test_units_of_a_table_stand_in_its_headings():
    text = "requests_per_second;latency_s;latency p95 (ms);TTFT (us)\n2;1.5;1900;300000\n"
    (point,) = read_measurements(text, "table.csv").points
    assert point.latency("e2e", "mean") == 1.5
    assert point.latency("e2e", "p95") == pytest.approx(1.9)
    assert point.latency("ttft", "mean") == pytest.approx(0.3)


def test_a_windows_file_is_read_too(text_of, measured):
    text = "\ufeff" + text_of("nim-llama-3.3-70b.csv").replace("\n", "\r\n")
    points = read_measurements(text, "nim-llama-3.3-70b.csv").points
    assert points == measured("nim-llama-3.3-70b.csv").points


def test_what_follows_from_other_figures_is_said(measured):
    first, *_ = measured("nim-llama-3.3-70b.csv").warnings
    assert str(first) == (
        "nim-llama-3.3-70b.csv:2: the mean latency of 9.688 s is not measured but follows from its parts: "
        "ttft + (tokens_out - 1) x itl\n    -> have the latency of the whole request measured too"
    )
    assert "for answers of one length" in measured("vllm-2024.json").warnings[0].what


@pytest.mark.parametrize("changes", [{"failed": 12}, {"failed": None, "num_prompts": 1012}])
def test_failed_requests_are_a_warning(run, changes):
    (warning,) = read_measurements(run(**changes), "bench.json").warnings
    assert warning.what == "12 of 1012 requests failed; the rates count completed ones only"


def test_aiperf_errors_and_a_stopped_run_are_warnings(text_of):
    text = text_of("profile_export_aiperf.json").replace(
        '"error_summary": []', '"error_summary": [{"count": 81}, {"count": 3}]').replace(
        '"was_cancelled": false', '"was_cancelled": true')  # fmt: skip
    assert [each.what for each in read_measurements(text, "a.json").warnings] == [
        "84 requests failed; the rates count completed ones only", "the run was stopped before its end"]  # fmt: skip


def test_rates_that_do_not_fit_each_other_are_a_warning():
    text = "requests_per_second,output_tokens_per_second,tokens_out,latency_s\n2,500,500,1\n"
    (warning,) = read_measurements(text, "table.csv").warnings
    assert warning.what == "2 requests of 500 output tokens are not 500 output tokens per second"
