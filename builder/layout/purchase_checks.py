"""Checks of what is bought: in whole units, and in the GPU configurations that are sold."""

from __future__ import annotations

from collections.abc import Iterator

from builder.layout.book import ready
from builder.layout.check_row import CheckRow, Targets
from builder.layout.place import Places
from builder.layout.speech import Speech

UNITS = ("replica", "node", "GPU", "instance", "rack")
"""What is bought or rented in whole units."""
CONFIGURATIONS = "gpu_configurations"

_WHOLE = ready("1 if round(count - floor(count, digits), digits) > 0 else 0")
_REST = ready("count - largest(sizes) * floor(count / largest(sizes), digits)")
_IS_SOLD = ready("min(1, rest) * (1 - min(1, count_equal(sizes, rest)))")


def purchase_checks(places: Places, speech: Speech) -> Iterator[CheckRow]:
    """Every result that counts such units is whole, at its highest; GPUs make full nodes and a configuration."""
    model = places.model
    for node in model.nodes.values():
        if node.output and node.unit_text in UNITS and node.scope in ("scenario", "option"):
            targets: dict[int, Targets] = {
                s: {"count": places.line(node.id, s), "digits": places.line("rounding_digits", s)}
                for s in node.scenarios
            }
            text = speech.say("{count}: whole units", count=speech.text(node.label))
            if node.scope == "option":
                text = speech.say("{option}: {check}", option=speech.option(node.owner), check=text)
            yield CheckRow(f"{node.total_of or node.id}.whole", text, _WHOLE, targets)
    yield from _configurations(places, speech)


def _configurations(places: Places, speech: Speech) -> Iterator[CheckRow]:
    model = places.model
    bought = (node for node in model.nodes.values() if node.key == "gpus" and node.scope == "scenario" and node.output)
    gpus = next(bought, None)
    sizes = model.nodes.get(CONFIGURATIONS)
    if gpus is None or sizes is None:
        return
    areas = {s: places.tables[row.id] for s in gpus.scenarios if (row := sizes.rows[s]) is not None}
    rest: dict[int, Targets] = {
        s: {"count": places.line(gpus.id, s), "sizes": area, "digits": places.line("rounding_digits", s)}
        for s, area in areas.items()
    }
    yield CheckRow("gpus.rest", speech.say("GPUs beyond those of full nodes"), _REST, rest, counts=False)
    label = speech.say("GPUs beyond those of full nodes are a configuration that is sold")
    sold: dict[int, Targets] = {s: {"sizes": area} for s, area in areas.items()}
    yield CheckRow("gpus.configuration", label, _IS_SOLD, sold, above="rest")
