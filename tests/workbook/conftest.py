"""What LibreOffice makes of the workbooks, in as few runs of it as possible."""

import pytest

from tests.support.recalculation import SheetValues, libreoffice_values
from tests.workbook import books


@pytest.fixture(scope="session")
def recalculated() -> dict[str, SheetValues]:
    """Every study's formula cells as LibreOffice computes them."""
    return libreoffice_values({name: books.xlsx(name) for name in books.STUDIES})
