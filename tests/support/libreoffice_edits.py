"""Workbooks edited in LibreOffice as a person edits them: its own rows inserted, sheets renamed, ranges sorted.

An edit is a few statements of its Basic, with `book` for the document and `sheet(name)` for one of its sheets:

    edited_in_libreoffice({"more users": (xlsx, ['sheet("Inputs").getCellRangeByName("D6").Value = 60000'])})
"""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tests.support import libreoffice
from tests.support.libreoffice import LibreOfficeError

_LIBRARY = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Edits"/></library:library>
"""
_MODULE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits" script:language="StarBasic">
{basic}
</script:module>
"""
_HEAD = """\
Dim book As Object
Function sheet(name As String)
  sheet = book.Sheets.getByName(name)
End Function
Sub opened(file As String)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden"
  how(0).Value = True
  book = StarDesktop.loadComponentFromURL(ConvertToURL(file), "_blank", 0, how())
  For Each each_sheet In book.Sheets
    each_sheet.unprotect("")
  Next
End Sub
Sub saved(file As String)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(ConvertToURL(file), how())
  book.close(True)
End Sub
Sub sorted(range As Object, column As Integer)
  Dim fields(0) As New com.sun.star.table.TableSortField
  fields(0).Field = column
  fields(0).IsAscending = True
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields"
  how(0).Value = fields()
  how(1).Name = "ContainsHeader"
  how(1).Value = False
  range.sort(how())
End Sub
"""


def edited_in_libreoffice(edits: Mapping[str, tuple[bytes, Sequence[str]]]) -> dict[str, bytes]:
    """Each workbook with its statements run on it, as LibreOffice saves it, under the same keys, from one run.

    `sorted(range, column)` sorts rows by a column, 0 the range's first.

    Raises:
        LibreOfficeError: it is missing, overran its time, or did not save one; a wrong statement ends all after it.
    """
    with libreoffice._one_at_a_time, tempfile.TemporaryDirectory(prefix="edited-") as place:
        folder = Path(place)
        calls = []
        for number, (xlsx, statements) in enumerate(edits.values()):
            given, made = folder / f"{number}.xlsx", folder / f"{number}-edited.xlsx"
            given.write_bytes(xlsx)
            calls += [f'opened("{given}")', *statements, f'saved("{made}")']
        _install("\n".join([_HEAD, "Sub Main", *calls, "End Sub"]), folder)
        said = libreoffice._run(["macro:///Standard.Edits.Main()"], folder, 60 + 10 * len(edits))
        return {
            key: libreoffice._read(folder / f"{number}-edited.xlsx", key, said) for number, key in enumerate(edits)
        }


def _install(basic: str, place: Path) -> None:
    """Put a macro into the profile, which has to have been begun by the program itself."""
    library = libreoffice._profile() / "user" / "basic" / "Standard"
    if not library.is_dir():
        libreoffice._run(["--terminate_after_init"], place, 60)
    if not library.is_dir():
        raise LibreOfficeError("LibreOffice began no profile for macros")
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (library / "Edits.xba").write_text(_MODULE.format(basic=escape(basic)), encoding="utf-8")
