"""Whether what the claims of a study require holds in its results."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from builder.errors import Problem
from builder.formula.evaluate import Frame, evaluate
from builder.formula.parse import parse
from builder.formula.shapes import references
from builder.results import Results
from builder.study.report import Claim


def failures(name: str, claim: Claim, results: Results) -> Iterator[Problem]:
    """The conditions of a claim that do not hold, each with the values it was judged by."""
    outputs = results.outputs()
    for index, condition in enumerate(claim.requires):
        tree = parse(condition)
        read = {each.name: outputs[each.name][2] for each in references(tree)}
        truth = evaluate(tree, Frame({key: np.full((1, 1, 1), value) for key, value in read.items()}))
        if not bool(truth.all()):
            values = ", ".join(f"{key} is {value:.6g}" for key, value in read.items())
            yield Problem(
                results.model.loaded.document.where(("report", "claims", name, "requires", index)),
                f"the claim {name!r} requires {condition}, and {values}",
                "reword the claim or mend what it rests on; `otherwise: drop` leaves it out where it does not hold",
            )
