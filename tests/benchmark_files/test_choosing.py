"""The busiest point that keeps the limit sizes the workload."""

import pytest

from builder.benchmarks import LatencyLimit, alike, choose, read_measurements, sizing
from builder.errors import StudyError


@pytest.fixture
def sweep(measured):
    return measured("vllm-serve.jsonl")


@pytest.mark.parametrize(("limit", "concurrency"), [
    (None, 100),
    (LatencyLimit("ttft", "mean", 1.0), 50),
    (LatencyLimit("ttft", "p95", 1.0), 25),
    (LatencyLimit("ttft", "mean", 0.689), 25),
    (LatencyLimit("ttft", "mean", 0.688), 5),
    (LatencyLimit("tpot", "mean", 0.02), 1),
    (LatencyLimit("e2e", "p99", 30.0), 25),
])  # fmt: skip
def test_the_busiest_point_within_the_limit(sweep, limit, concurrency):
    assert choose(sweep, limit).concurrency == concurrency


def test_a_mean_that_follows_from_its_parts_can_be_limited(measured):
    assert choose(measured("nim-llama-3.3-70b.csv"), LatencyLimit("e2e", "mean", 21)).concurrency == 25


def told(call):
    with pytest.raises(StudyError) as error:
        call()
    return [str(problem) for problem in error.value.problems]


def test_nothing_within_the_limit_says_the_nearest(sweep):
    (problem,) = told(lambda: choose(sweep, LatencyLimit("ttft", "p95", 0.3)))
    assert problem == (
        "vllm-serve.jsonl: no point keeps the time to the first token (ttft p95) within 0.3 s; "
        "the nearest is 0.4884 s at 0.1034 requests per second with 1 at a time (line 1)\n"
        "    -> allow more time, or measure at a lower load or with more GPUs"
    )


def test_a_percentile_that_was_not_measured_says_how_to_measure_it(sweep, measured):
    found = told(lambda: choose(sweep, LatencyLimit("e2e", "p90", 30)))
    assert len(found) == 5
    assert found[0] == ("vllm-serve.jsonl:1: e2e p90 was not measured\n    -> run `vllm bench serve` with "
                        "`--percentile-metrics ttft,tpot,itl,e2el --metric-percentiles 90`")  # fmt: skip
    (problem,) = told(lambda: choose(measured("profile_export_aiperf.json"), LatencyLimit("tpot", "p95", 1)))
    assert "tpot p95 was not measured; of p95 there are ttft, itl, e2e" in problem
    (problem,) = told(lambda: choose(measured("mlperf-server.txt"), LatencyLimit("itl", "p99", 1)))
    assert "limit e2e, ttft or tpot" in problem


def test_a_limit_that_is_none(sweep):
    found = told(lambda: LatencyLimit("ttf", "p96", float("nan")))
    assert [each.split(": ")[1].split("\n")[0] for each in found] == [
        "there is no latency 'ttf'", "there is no statistic 'p96'", "nan is no time"]  # fmt: skip
    assert "did you mean 'ttft'?" in found[0]


def test_one_model_has_to_be_named_where_several_were_measured(run):
    text = run(model_id="small", request_throughput=1.25) + "\n" + run(model_id="large")
    both = read_measurements(text, "two.jsonl")
    (problem,) = told(lambda: choose(both))
    assert problem == "two.jsonl: 2 models were measured: small, large\n    -> name one of them as the model"
    assert choose(both, model="large").line == 2
    assert "did you mean 'large'?" in told(lambda: choose(both, model="larger"))[0]


def test_short_and_long_queries_are_not_compared(run):
    text = run() + "\n" + run(total_output_tokens=50_000, request_throughput=1.2, output_throughput=60.0)
    (problem,) = told(lambda: choose(read_measurements(text, "mixed.jsonl")))
    assert "the points are of different queries: 50 to 500 output tokens" in problem


def test_a_replica_serves_what_was_measured(measured):
    point = choose(measured("nim-llama-3.3-70b.csv"), LatencyLimit("ttft", "mean", 0.7))
    found = sizing(point, gpus=2)
    assert found.latency == pytest.approx(20.05, abs=0.01)
    assert found.requests_in_flight == pytest.approx(25, abs=0.01)
    assert found.requests_in_flight / found.latency == pytest.approx(623.4 / 500)
    assert found.assumptions()["gpus_per_replica"] == {
        "value": 2, "status": "measured",
        "source": {"en": "measured: table, nim-llama-3.3-70b.csv, line 4, 25 requests at a time",
                   "ko": "측정: table, nim-llama-3.3-70b.csv 4행, 동시 요청 25건"}}  # fmt: skip


def test_the_source_says_the_limit_that_the_point_was_chosen_by(sweep):
    limit = LatencyLimit("ttft", "p95", 1.0)
    assert sizing(choose(sweep, limit), 2, limit).source == {
        "en": "measured: vLLM, vllm-serve.jsonl, line 3, 25 requests at a time, ttft p95 within 1 s",
        "ko": "측정: vLLM, vllm-serve.jsonl 3행, 동시 요청 25건, ttft p95 1초 이내"}  # fmt: skip


def test_mlperf_in_flight_by_littles_law(measured):
    assert sizing(choose(measured("mlperf-server.txt")), 8).requests_in_flight == pytest.approx(74.42 * 26.5)


def test_a_table_without_latencies_is_sized_by_its_rate():
    table = "model,requests_per_second,tokens_in,tokens_out\nLlama,74.42,294,290\n"
    point = choose(read_measurements(table, "rates.csv"))
    assert sizing(point, 8).assumptions() == {
        key: {"value": value, "status": "measured",
              "source": {"en": "measured: table, rates.csv, line 2", "ko": "측정: table, rates.csv 2행"}}
        for key, value in (("measured_query_rate", 74.42), ("gpus_per_replica", 8))}  # fmt: skip
    limit = LatencyLimit("ttft", "mean", 1.0)
    assert "ttft mean was not measured" in told(lambda: choose(read_measurements(table, "rates.csv"), limit))[0]


def test_a_server_has_gpus(measured):
    assert "at least one GPU" in told(lambda: sizing(choose(measured("mlperf-server.txt")), 0))[0]


def test_queries_unlike_those_measured(measured):
    point = choose(measured("mlperf-server.txt"))
    assert not alike(500, point.tokens_out)
    assert alike(290, point.tokens_out)
    assert alike(0, 0)
