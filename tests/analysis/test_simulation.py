import math

import numpy as np
import pytest
from scipy import stats

from builder.analysis import simulation as simulating
from builder.analysis.draws import CHUNK, draw_chunk
from builder.analysis.outputs import Output, chosen_pairs, output
from builder.analysis.overturning import overturnings
from builder.analysis.simulated import simulated
from builder.analysis.simulation import default_outputs, simulate
from builder.analysis.tally import RELATIVE_ERROR, Tally
from builder.analysis.uncertain import uncertainty
from builder.engine import evaluate_model
from tests.analysis.studies import GOOD, UNCERTAIN, merged, model_of, reference
from tests.study.small_study import edited


def everything(found):
    """All numbers of a simulation, to be compared to the last bit."""
    tallies = [(t.mean, t.sd, t.low, t.high, *t.percentiles(0.01, 0.05, 0.5, 0.95, 0.99)) for t in found.tallies]
    return (
        tallies,
        [(each.held, each.draws) for each in found.chances],
        [(each.rank, each.share) for each in found.drivers],
    )


def run(draws=12_000, seed=1, text=UNCERTAIN, **options):
    model = model_of(text)
    return simulate(model, uncertainty(model), draws, seed, default_outputs(model), **options)


def test_results_are_those_of_the_engine_under_the_same_draws():
    model = model_of(UNCERTAIN)
    uncertain = uncertainty(model)
    found = simulate(model, uncertain, 3_000, 4, default_outputs(model))
    drawn = [each[:3_000] for each in draw_chunk(uncertain, 4, 0)[0]]
    changes = merged(*(cell.knob.changes(values) for cell, values in zip(uncertain.cells, drawn, strict=True)))
    whole = evaluate_model(model, changes).values
    for each, tally in zip(found.outputs, found.tallies, strict=True):
        values = each.of(whole, 3_000)
        assert tally.mean == pytest.approx(values.mean(), rel=1e-12)
        assert tally.sd == pytest.approx(values.std(ddof=1), rel=1e-9)
        assert (tally.low, tally.high) == (values.min(), values.max())
        assert tally.share_up_to_centre == np.mean(values <= each.of(evaluate_model(model, {}).values, 1)[0])
        for share in (0.05, 0.5, 0.95):
            exact = np.sort(values)[math.ceil(share * 3_000) - 1]
            assert tally.percentiles(share)[0] == pytest.approx(exact, rel=RELATIVE_ERROR * 1.001)


def test_the_same_seed_gives_the_same_numbers_and_another_gives_others():
    assert everything(run()) == everything(run())
    assert everything(run()) != everything(run(seed=2))


def test_how_many_draws_are_evaluated_at_a_time_changes_nothing(monkeypatch):
    one = run(draws=7_001)
    monkeypatch.setattr(simulating, "SLICE", 333)
    assert everything(run(draws=7_001)) == everything(one)


def test_the_order_of_chunks_changes_nothing():
    rng = np.random.default_rng(1)
    chunks = [rng.normal(3, 50, 1000) * 10.0 ** rng.integers(-9, 9) for _ in range(40)]
    tallies = [Tally(1.0), Tally(1.0)]
    for tally, order in zip(tallies, (chunks, chunks[::-1]), strict=True):
        for chunk in order:
            tally.add(chunk)
    one, other = ((t.mean, t.sd, t.low, t.high, *t.percentiles(*np.arange(1, 100) / 100)) for t in tallies)
    assert one == other
    every = np.sort(np.concatenate(chunks))
    assert tallies[0].mean == pytest.approx(every.mean(), rel=1e-9)
    assert tallies[0].sd == pytest.approx(every.std(ddof=1), rel=1e-9)
    for share in (0.001, 0.1, 0.49, 0.5, 0.51, 0.9, 0.999):
        exact = every[math.ceil(share * every.size) - 1]
        assert tallies[0].percentiles(share)[0] == pytest.approx(exact, rel=RELATIVE_ERROR * 1.001, abs=1e-9)


def test_fewer_draws_are_the_first_of_more():
    """With as many draws as one chunk and one more, the two differ by what one draw can do."""
    one, more = run(draws=CHUNK), run(draws=CHUNK + 1)
    for first, second in zip(one.tallies, more.tallies, strict=True):
        extra = second.mean * second.count - first.mean * first.count
        assert second.low <= extra * (1 + 1e-6)
        assert extra * (1 - 1e-6) <= second.high


def test_memory_does_not_grow_with_the_draws():
    few, many = run(draws=2 * CHUNK), run(draws=8 * CHUNK)
    sizes = [sum(t.above.counts.nbytes + t.below.counts.nbytes for t in found.tallies) for found in (few, many)]
    assert sizes[1] < 1.5 * sizes[0] < 3e6


def test_chances_are_the_shares_of_draws_in_which_verdicts_hold():
    model = model_of(UNCERTAIN)
    uncertain = uncertainty(model)
    names = ["out_small_api_vs_own_ratio", "out_large_api_vs_own_ratio", "out_all_api_ratio_max"]
    outputs = [output(model, name, "test") for name in names]
    found = simulate(model, uncertain, 5_000, 1, outputs)
    drawn = [each[:5_000] for each in draw_chunk(uncertain, 1, 0)[0]]
    whole = evaluate_model(
        model, merged(*(c.knob.changes(v) for c, v in zip(uncertain.cells, drawn, strict=True)))
    ).values
    small, large, most = (each.of(whole, 5_000) for each in outputs)
    chances = {
        (each.verdict.kind, each.verdict.pair.scenario if each.verdict.pair else each.verdict.name): each
        for each in found.chances
    }
    assert chances["pair", 0].share == np.mean(small > 1)
    assert chances["pair", 1].share == np.mean(large > 1)
    assert chances["comparison", "all"].share == np.mean((small > 1) & (large > 1))
    assert chances["claim", "ratio"].share == np.mean(most > 1)
    assert 0 < chances["pair", 0].share < 1
    share = chances["pair", 0].share
    assert chances["pair", 0].error == pytest.approx(math.sqrt(share * (1 - share) / 5_000))


def test_drivers_are_spearmans_correlation_and_the_share_of_the_variance():
    model = model_of(UNCERTAIN)
    uncertain = uncertainty(model)
    result = output(model, "out_small_api_vs_own_ratio", "test")
    found = simulate(model, uncertain, CHUNK, 1, [result])
    drawn = draw_chunk(uncertain, 1, 0)[0]
    changes = merged(*(cell.knob.changes(values) for cell, values in zip(uncertain.cells, drawn, strict=True)))
    values = result.of(evaluate_model(model, changes).values, CHUNK)
    for driver in found.drivers:
        assert driver.rank == pytest.approx(stats.spearmanr(drawn[driver.cell], values).statistic, abs=1e-9)
    ordered = found.drivers_of(0)
    assert [driver.share for driver in ordered] == sorted((driver.share for driver in ordered), reverse=True)
    assert 0.8 < sum(driver.share for driver in ordered) < 1.05


def test_first_order_shares_of_a_sum_are_the_shares_of_its_variances():
    from builder.analysis.drivers import drivers

    rng = np.random.default_rng(1)
    parts = [rng.normal(0, sd, 10_000) for sd in (3.0, 2.0, 1.0)]
    ranks, shares = drivers(parts, [sum(parts), np.ones(10_000)])
    assert shares[:, 0] == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.03)
    assert shares[:, 1].tolist() == [0, 0, 0]
    assert np.isfinite(ranks).all()


def test_a_share_drawn_again_is_told():
    found = run()
    again = dict(zip((cell.name for cell in found.cells), found.redrawn, strict=True))
    assert again["in_api_price_in"] == pytest.approx(stats.norm.cdf(-1.25), abs=0.02)
    assert again["in_electricity_price"] == 0


def test_the_study_names_its_outputs_and_ranges():
    text = edited(
        UNCERTAIN,
        ("report:\n", "simulation: {draws: 500, seed: 7, outputs: [out_small_own_total], ranges: uniform}\nreport:\n"),
    )
    model = model_of(text)
    assert [each.name(model) for each in default_outputs(model)] == ["out_small_own_total"]
    assert (model.loaded.study.simulation.draws, model.loaded.study.simulation.seed) == (500, 7)
    assert (
        len(
            uncertainty(
                model_of(GOOD.replace("price_in: 2.5", "price_in: {value: 2.5, low: 2, high: 3}")), "uniform"
            ).cells
        )
        == 1
    )


def test_progress_is_told():
    told = []
    run(draws=CHUNK + 5, step=lambda done, whole: told.append((done, whole)))
    assert told == [(CHUNK, CHUNK + 5), (CHUNK + 5, CHUNK + 5)]


def test_the_reference_study_is_simulated_from_its_ranges():
    model = reference()
    found = simulate(model, uncertainty(model, "pert"), 2_000, 1, default_outputs(model))
    assert len(found.outputs) == 23
    assert {each.verdict.kind for each in found.chances} == {"pair", "comparison", "claim"}


def test_results_over_time_are_tallied_without_drivers():
    model = reference()
    pair = chosen_pairs(model)[0]
    node = model.nodes[f"{pair.alternative}_vs_{pair.subject}.cumulative_cash_flow"]
    saved = [Output(node, pair.scenario, period) for period in (0, 3)]
    ratio = pair.output(model, "ratio")
    found = simulate(model, uncertainty(model, "pert"), 2000, 1, [ratio], over_time=saved)
    alone = simulate(model, uncertainty(model, "pert"), 2000, 1, [ratio])
    assert found.tally(ratio).mean == alone.tally(ratio).mean
    assert found.tally(saved[0]).mean < 0 < found.tally(saved[1]).mean
    assert {each.result for each in found.drivers} == {0}


def test_a_histogram_holds_all_but_the_outer_thousandths():
    tally = Tally(0.0)
    tally.add(np.linspace(-5, 5, 10_000))
    edges, counts = tally.histogram(20)
    assert len(edges) == len(counts) + 1 == 21
    assert counts.sum() == pytest.approx(9_980, abs=4)
    assert counts.max() - counts.min() < 10
    assert edges[0] == pytest.approx(-4.99, abs=0.01)


def test_a_result_that_never_moves_has_a_histogram():
    tally = Tally(2.0)
    tally.add(np.full(100, 2.0))
    edges, counts = tally.histogram(20)
    assert counts.tolist() == [100]
    assert edges[0] < 2 < edges[1]


def test_a_study_is_simulated_as_it_asks_and_where_its_subjects_stand_weakest():
    results = evaluate_model(reference())
    weakest = {name: each.pair for name, each in overturnings(results).items()}
    found = simulated(results, weakest)
    assert (found.simulation.draws, found.simulation.seed) == (20_000, 1)
    assert {name: each.pair for name, each in found.comparisons.items()} == weakest
    assert found.comparisons["large"].throughout.held <= found.comparisons["large"].cheaper.held
    assert set(found.claims) >= {"headline_saving", "gpu_steps"}
    assert simulated(evaluate_model(model_of(GOOD)), {}) is None
