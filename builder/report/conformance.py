"""PDF/UA's mark beside PDF/A's, which WeasyPrint writes one of at a time."""

from __future__ import annotations

from types import MethodType
from typing import Any

_CLOSING = b"</rdf:RDF>"
# PDF/A takes a property it does not know only with a description of its schema (ISO 19005-3, 6.6.2.3.3).
_PDFUA = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def with_ua_identifier(metadata: Any) -> None:
    """Let the metadata of a rendered document say that it is PDF/UA-1 too, in the one RDF that readers look at."""
    plain = type(metadata).generate_rdf_metadata

    def generate(self: Any, variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = plain(self, variant, version, conformance)
        return rdf.replace(_CLOSING, _PDFUA + _CLOSING, 1)

    metadata.generate_rdf_metadata = MethodType(generate, metadata)
