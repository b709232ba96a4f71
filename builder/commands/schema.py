"""`tco schema`: the study file described for editors, as a JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path

from builder.model.json_schema import study_schema
from builder.model.library import load_library
from builder.publish import publish


def schema_text() -> str:
    """The JSON Schema of the study file: the same program gives the same text."""
    return json.dumps(study_schema(load_library()), ensure_ascii=False, indent=1) + "\n"


def write_schema(file: Path) -> None:
    """Write the schema to a file. Raises PublishError where that cannot be."""
    publish({file: schema_text().encode()})
