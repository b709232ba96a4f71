"""A file that cannot size a server is refused with what it lacks and where to get it."""

import json

import pytest

LATENCIES = [f"{statistic}_{metric}_ms" for metric in ("ttft", "tpot", "itl", "e2el")
             for statistic in ("mean", "median", "p95", "p99")]  # fmt: skip


@pytest.mark.parametrize("text", ["", "  \n\n", "\ufeff"])
def test_empty(problems_of, text):
    assert problems_of(text) == ["bench.json: the file is empty\n    -> measure again, or give another file"]


def test_truncated_json(problems_of, text_of):
    text = text_of("profile_export_genai_perf.json")[:700]
    (problem,) = problems_of(text)
    assert "the file ends before the JSON does" in problem
    assert "the run broke off: measure again" in problem


def test_a_broken_line_among_results(problems_of, text_of):
    lines = text_of("vllm-serve.jsonl").splitlines()
    lines[1], lines[4] = lines[1][:80], lines[4].replace(":", "=", 1)
    first, second = problems_of("\n".join(lines))
    assert (first[:13], second[:13]) == ("bench.json:2:", "bench.json:5:")
    assert "the file ends before the JSON does" in first
    assert "not JSON: expecting ':' delimiter" in second


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"request_throughput": ' + "9" * 5000 + "}"])
def test_hostile_json_is_an_error_like_any_other(problems_of, text):
    assert problems_of(text)


def test_a_vllm_run_without_latencies_says_which_option_measures_them(problems_of, run):
    (problem,) = problems_of(run(**dict.fromkeys(LATENCIES)))
    assert problem == (
        "bench.json:1: the mean latency of a request is missing, and does not follow from other figures\n"
        "    -> run `vllm bench serve` with `--percentile-metrics ttft,tpot,itl,e2el`"
    )


def test_everything_wrong_with_a_run_is_said_at_once(problems_of, run):
    text = run(request_throughput=-1.0, mean_ttft_ms=float("nan"), completed=0, request_rate="fast", p99_e2el_ms="20 s")
    assert [each.split("\n")[0] for each in problems_of(text)] == [
        "bench.json:1: completed is 0: nothing was completed",
        "bench.json:1: request_throughput is negative: -1",
        "bench.json:1: mean_ttft_ms is nan, not a finite number",
        "bench.json:1: p99_e2el_ms is '20 s', not a finite number",
        "bench.json:1: request_rate is 'fast'",
    ]


@pytest.mark.parametrize("value", [float("inf"), True, [1.0], {"avg": 1}, 10**400])
def test_what_is_no_number_is_not_taken_for_one(problems_of, run, value):
    assert any("output_throughput is" in each for each in problems_of(run(output_throughput=value)))


def test_genai_perf_times_need_a_known_unit(problems_of, text_of):
    values = json.loads(text_of("profile_export_genai_perf.json"))
    values["request_latency"] = {"unit": "ticks", "avg": 4}
    values["request_throughput"] = {"unit": "requests/min", "avg": 4}
    del values["time_to_first_token"]["unit"]
    found = problems_of(json.dumps(values))
    assert any("request_throughput is in 'requests/min', not in a rate per second" in each for each in found)
    assert any("request_latency.avg is in 'ticks', not in a unit of time" in each for each in found)
    assert any("time_to_first_token.avg is in nothing" in each for each in found)


def test_genai_perf_without_throughput_or_latency(problems_of, text_of):
    values = json.loads(text_of("profile_export_genai_perf.json"))
    del values["request_throughput"]
    (problem,) = problems_of(json.dumps(values))
    assert problem.startswith("bench.json:1: request_throughput is missing\n    -> give the file profile_export_genai")


@pytest.mark.parametrize(("text", "remedy"), [
    ('{"experiments": []}', "profile_export_genai_perf.json"),
    ('{"metadata": {}, "metrics": {"request_latency": {}}}\n{"metadata": {}}\n', "aiperf.json"),
    ("=====\nMLPerf Results Summary\n=====\n", "mlperf_log_detail.txt"),
    ('{"tokens": 3}', "vllm bench serve --save-result"),
    ("hello", "vllm bench serve --save-result"),
    ("- 1\n- 2\n", "vllm bench serve --save-result"),
])  # fmt: skip
def test_another_file_of_a_tool_names_the_right_one(problems_of, text, remedy):
    (problem,) = problems_of(text)
    assert remedy in problem


def test_mlperf_results_that_are_invalid(problems_of, log):
    (problem,) = problems_of(log(result_validity="INVALID"), "detail.txt")
    assert "the result is 'INVALID': the log does not say why" in problem
    (problem,) = problems_of(log(result_validity=None), "detail.txt") or [""]
    assert "result_validity is missing" in problem


def test_mlperf_offline_has_no_latency_of_a_request(problems_of, text_of):
    (problem,) = problems_of(text_of("mlperf-offline.txt"), "detail.txt")
    assert "the scenario is Offline: all requests are handed over at once" in problem
    assert "give the log of the Server scenario" in problem


def test_mlperf_lacks_rate_or_repeats_itself(problems_of, log):
    (problem,) = problems_of(log(result_completed_samples_per_sec=None), "detail.txt")
    assert "result_completed_samples_per_sec is missing" in problem
    found = problems_of(log() + "\n" + log(result_mean_latency_ns=1), "detail.txt")
    assert "result_mean_latency_ns stands here again, with another value than in line 9" in found[0]
    (problem,) = problems_of(log() + '\n:::MLLOG {"key": "resu', "detail.txt")
    assert "the line is not `:::MLLOG {json}`" in problem


@pytest.mark.parametrize(("table", "said"), [
    ("requests_per_second,latency\n1,2\n", "'latency' does not say its unit\n    -> name it latency_ms or latency_s"),
    ("throughput,latency_s\n1,2\n", "'throughput' may be of requests or of tokens"),
    ("requests_per_secnd,latency_s\n1,2\n", "did you mean 'requests_per_second'?"),
    ("concurrency,latency_s\n1,2\n", "the throughput is missing"),
    ("requests_per_second,ttft_ms\n1,2\n", "the mean latency of a request is missing"),
    ("requests_per_second,latency_s\n", "the table has no rows"),
    ("requests_per_second,latency_s\n1,2,3\n", "3 cells under 2 headings"),
    ("requests_per_second,latency_s,latency_s\n1,2,3\n", "the column 'latency_s' stands here twice"),
    ("requests_per_second,latency_s,e2e_ms\n1,2,3\n", "the columns 'latency_s' and 'e2e_ms' say the same"),
    ("requests_per_second,latency_s\nabout 3,2\n", "requests_per_second is 'about 3', not a finite number"),
    ("requests_per_second,latency_s\n0,2\n", "requests_per_second is 0: nothing was completed"),
    ("requests_per_second,latency_s\n1,0\n", "the mean latency of a request is 0"),
    ("requests_per_second,latency_s\n1,-2\n", "latency_s is negative"),
])  # fmt: skip
def test_tables(problems_of, table, said):
    (problem,) = problems_of(table, "table.csv")
    assert said in problem


def test_milliseconds_taken_for_seconds_contradict_littles_law(problems_of):
    (problem,) = problems_of("concurrency,requests_per_second,latency_s\n25,1.25,20050\n", "table.csv")
    assert problem == (
        "table.csv:2: 1.25 requests per second at 20050 s each are 2.506e+04 at a time, but at most 25 were let in\n"
        "    -> check the units of the latency and of the throughput")  # fmt: skip


def test_percentiles_rise(problems_of):
    (problem,) = problems_of("requests_per_second,latency_s,e2e_p50_s,e2e_p99_ms\n1,2,2,3\n", "table.csv")
    assert "e2e: p50 is 2 s, above p99 of 0.003 s" in problem


def test_two_tools_in_one_file(problems_of, run, text_of):
    export = json.dumps(json.loads(text_of("profile_export_aiperf.json")))
    (problem,) = problems_of(run() + "\n" + export)
    assert "vLLM and AIPerf measured this" in problem
