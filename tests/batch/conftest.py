"""Most of what a batch does is the same in this process, where it costs no start of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from builder.batch.customers import Customer
from builder.batch.making import Base, Outcome, make


@pytest.fixture(autouse=True)
def here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes rows in this process, unless a test asks for `processes`."""
    if "processes" not in request.fixturenames:
        monkeypatch.setattr("builder.commands.batch.local_outcomes", _outcomes)


@pytest.fixture
def processes() -> None:
    """Has rows made by workers."""


def _outcomes(base: Base, customers: Sequence[Customer], _: int) -> Iterator[Outcome]:
    for customer in customers:
        yield make(customer, base)
