"""Papers a minute of `tco batch` with one worker and with two, beside as many builds one after the other in a process.

`python benchmarks/bench_batch.py [ROWS [KIND ...]]`: 6 rows of the minimal study, every kind, unless told otherwise.
"""

import sys
import time
from collections.abc import Iterable
from pathlib import Path

from builder.batch.customers import Customer
from builder.batch.making import Base, Outcome, make
from builder.batch.workers import local_outcomes, warm_up
from builder.commands.build import KINDS
from builder.study.loader import read_base

ROOT = Path(__file__).resolve().parent.parent
STUDY = ROOT / "inputs" / "minimal.yaml"
WARM = 4
"""Rows after which a worker has loaded what it needs."""
USERS = "scenarios.users-5k.assumptions.users"


def customers(count: int) -> list[Customer]:
    """As many rows, each with a name and a number of its own."""
    numbers = range(count)
    return [Customer(f"c{n}", n + 2, (("customer", f"Customer {n}"), (USERS, 5000 + n))) for n in numbers]


def timed(outcomes: Iterable[Outcome]) -> tuple[list[Outcome], list[float]]:
    """All outcomes, and the second at which each was there."""
    start, found, seconds = time.perf_counter(), [], []
    for outcome in outcomes:
        found.append(outcome)
        seconds.append(time.perf_counter() - start)
    assert not any(each.problems for each in found), found
    return found, seconds


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    base = Base(read_base(STUDY), STUDY.parent, "customers.csv", tuple(sys.argv[2:]) or KINDS)
    rows = customers(count)
    warm_up(base)
    made, alone = timed(make(each, base) for each in rows)
    later = (alone[-1] - alone[0]) / max(1, count - 1)
    floor = later * count
    print(f"Batch of {count} customers of {STUDY.name}: {', '.join(base.kinds)} (floor: {count} builds in one process)")
    print(f"  {'in this process, without its first':<40} {60 / later:6.1f} papers a minute   1.00x")
    print(f"  {'  the first row beside a later one':<40} {'':22} {alone[0] / later:6.2f}x")
    for workers in (1, 2):
        found, seconds = timed(local_outcomes(base, rows, workers))
        assert {each.id: each.files for each in found} == {each.id: each.files for each in made}
        name = f"{workers} worker{'s' if workers > 1 else ''}, their start included"
        print(f"  {name:<40} {60 * count / seconds[-1]:6.1f} papers a minute {seconds[-1] / floor:6.2f}x")
        print(f"  {'  memory of a worker at its last row':<40} {found[-1].memory / 2**20:6.0f} MiB")
        if workers == 1 and count > WARM + 1:
            added = (found[-1].memory - found[WARM].memory) / 2**20 / (count - WARM - 1)
            print(f"  {'  and what a row adds to it':<40} {added:9.2f} MiB")


if __name__ == "__main__":
    main()
