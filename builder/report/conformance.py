"""PDF/UA's mark beside PDF/A's, which WeasyPrint writes one of at a time."""

from __future__ import annotations

from types import MethodType
from typing import Any

_CLOSING = b"</rdf:RDF>"
_PDFUA = (
    b'<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
)


def with_ua_identifier(metadata: Any) -> None:
    """Let the metadata of a rendered document say that it is PDF/UA-1 too, in the one RDF that readers look at."""
    plain = type(metadata).generate_rdf_metadata

    def generate(self: Any, variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = plain(self, variant, version, conformance)
        return rdf.replace(_CLOSING, _PDFUA + _CLOSING, 1)

    metadata.generate_rdf_metadata = MethodType(generate, metadata)
