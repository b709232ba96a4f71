"""An .xlsx file as the zip of XML parts it is, so that nothing but the part in question changes.

openpyxl is not used to rewrite files here: what it loses on the way (a chart's details, an
extension) would be lost from the proof as well.
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def parts(xlsx: bytes) -> dict[str, bytes]:
    """The parts of a file by their names, in the order of the zip."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    """The file made of these parts. Stored, not compressed: it is read once and thrown away."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file.getvalue()


def worksheet_parts(contents: Mapping[str, bytes]) -> dict[str, str]:
    """The part that holds each worksheet, by sheet name in tab order; chart sheets are not among them."""
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target"))).lstrip("/")
        for relation in parsed(contents["xl/_rels/workbook.xml.rels"]).iter(_RELATION)
        if relation.get("Type").endswith("/worksheet")
    }
    sheets = parsed(contents["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    return {
        sheet.get("name"): targets[sheet.get(f"{_RELATED}id")]
        for sheet in sheets
        if sheet.get(f"{_RELATED}id") in targets
    }


def parsed(content: bytes) -> Any:
    """The root element of a part."""
    return etree.fromstring(content)


def serialized(root: Any) -> bytes:
    """The part whose root element this is."""
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
