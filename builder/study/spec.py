"""What every part of a study is: frozen, and strict about its keys."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Spec(BaseModel):
    """Base of all parts of a study: frozen, and unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)
