"""What a study says of its paper: the document itself, its parts, and the sentences whose numbers are computed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from builder.study.fields import Bool, Date, Key, Number, Text
from builder.study.spec import Spec


class DocumentControl(Spec):
    """What the cover and the second page say of the document itself."""

    version: str = "1.0"
    status: Literal["draft", "review", "final"] = "final"
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    commissioned_by: str | None = None
    valid_until: Date | None = None
    classification: str | None = None
    page_size: Literal["A4", "Letter"] | None = None


class ClaimValue(Spec):
    """One number of a claim: a formula over results, and how it is shown."""

    formula: str
    format: Literal["number", "percent", "multiple", "money", "short_money"] = "number"
    decimals: int | None = Field(default=None, ge=0, le=6, strict=True)
    rounding: Literal["nearest", "down"] = "nearest"
    published: Number | None = None


class Claim(Spec):
    """A sentence whose numbers are computed; `requires` are comparisons that have to hold for it to be true."""

    text: Text
    reproduction: Text | None = None
    values: dict[Key, ClaimValue] = Field(min_length=1)
    requires: tuple[str, ...] = ()
    otherwise: Literal["stop", "drop"] = "stop"
    section: str = "summary"


class BreakEven(Spec):
    """What the paper's break-even is searched over, from where to where, and the two assumptions of its map.

    Without `over`, users; without a range, a tenth of their smallest to twice their largest value in a scenario.
    Without `across` and `up`, the same assumption and the strongest other one that has a range.
    """

    over: str | None = None
    low: Number | None = None
    high: Number | None = None
    across: str | None = None
    up: str | None = None


class Report(Spec):
    """What the whitepaper says beside what is computed, and what of it is printed.

    `sections` and `charts` choose, by name and in order; without them everything is there. `digits` are those that
    amounts of money and other results have.
    """

    form: Literal["whitepaper", "brief"] = "whitepaper"
    sections: tuple[str, ...] | None = Field(default=None, min_length=1)
    charts: tuple[str, ...] | None = None
    digits: int = Field(default=3, ge=2, le=6, strict=True)
    claims: dict[Key, Claim] = Field(default_factory=dict)
    narrative: dict[str, Text] = Field(default_factory=dict)
    breakeven: BreakEven = BreakEven()
    reconstruction: Text | None = None
    attach: Bool = True
