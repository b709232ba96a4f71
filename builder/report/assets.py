"""The files of one paper, all in memory: for the PDF under one scheme, for HTML written into the document."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass

SCHEME = "asset:"
_ADDRESS = re.compile(re.escape(SCHEME) + r"([A-Za-z0-9._-]+)")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes and what they are."""

    data: bytes
    media_type: str

    @property
    def data_uri(self) -> str:
        """The file as an address that holds it."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.data).decode()}"


def inlined(html: str, assets: Mapping[str, Asset]) -> str:
    """The document with every asset written where it is named."""
    return _ADDRESS.sub(lambda found: assets[found[1]].data_uri if found[1] in assets else found[0], html)
