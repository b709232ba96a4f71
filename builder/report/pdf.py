"""A paper to a PDF by WeasyPrint: everything from memory, no warning let pass, the same bytes each time.

The file is PDF/A-3a and PDF/UA-1 at once and carries the workbook as its source. WeasyPrint is imported when a PDF is
made: what it needs of the system is not there on every machine, and HTML does without.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import importlib
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from builder.errors import Problem, ReportError
from builder.report.paper import Paper

_VARIANT = "pdf/a-3a"
_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_FOLDER = "_folder"
"""Where WeasyPrint's fonts keep their files; it has no public way to choose it."""


def import_weasyprint() -> Any:
    """The library. Raises ReportError that names what to install where it or Pango is not there."""
    # The system takes all memory back when the program ends: Python need not look through it first.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    try:
        return importlib.import_module("weasyprint")
    except ImportError:
        raise ReportError(
            Problem("PDF", "WeasyPrint is not installed", "pip install 'weasyprint>=70,<71', or build HTML only")
        ) from None
    except OSError as error:
        remedy = f"apt-get install {_PACKAGES}; macOS: brew install pango; or build HTML only"
        what = f"a system library is missing: {str(error).splitlines()[0]}"
        raise ReportError(Problem("PDF", what, remedy)) from None


def paper_pdf(paper: Paper) -> bytes:
    """The paper as PDF. Raises ReportError where WeasyPrint is not there, or says anything at all."""
    import_weasyprint()
    from weasyprint import Attachment

    from builder.report.conformance import with_ua_identifier
    from builder.report.done_once import done_once
    from builder.report.memory import MemoryFetcher
    from builder.report.parsing import parsed, source_of
    from builder.report.plain import without_marks
    from builder.report.silence import no_word
    from builder.report.svg_words import whole_words
    from builder.report.tagging import parts_tagged
    from builder.report.word_joining import join_words

    fetcher = MemoryFetcher(paper.assets)
    made = datetime.combine(paper.study.as_of, time(), UTC)
    with (no_word("PDF"), fetcher.fatal(), _collection_paused(), done_once(), whole_words(), parts_tagged(),
          _fonts() as fonts):  # fmt: skip
        root = parsed(without_marks(paper.document))
        if paper.language == "ko":
            join_words(root)
        attachments = [] if paper.workbook is None else [Attachment(
            string=paper.workbook, name=f"{paper.name}.xlsx", description=paper.name, relationship="Source",
            created=made, modified=made, url_fetcher=fetcher)]  # fmt: skip
        rendered = source_of(root, fetcher).render(font_config=fonts, pdf_variant=_VARIANT)
        with_ua_identifier(rendered.metadata)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
            return bytes(rendered.write_pdf(
                pdf_variant=_VARIANT, pdf_identifier=_identifier(paper), attachments=attachments,
                finisher=_finish))  # fmt: skip


def _finish(document: object, pdf: Any) -> None:
    from builder.report.tagging import finish_tags

    finish_tags(pdf)
    compress_once(document, pdf)


def compress_once(_document: object, pdf: Any) -> None:
    """Compress every stream of a PDF before it is written: the writer asks for its data again for the identifier."""
    from pydyf import Stream

    for each in pdf.objects:
        if isinstance(each, Stream) and each.compress:
            each.compress = False
            _, _, data = each.data.partition(b"\nstream\n")
            # The writer's own level 9 takes three times as long, for a file that is 2% smaller.
            each.stream = [zlib.compress(data.removesuffix(b"\nendstream"), 7)]
            each.extra["Filter"] = "/FlateDecode"


def _identifier(paper: Paper) -> bytes:
    """What names this document: the same for the same content."""
    seed = paper.document.encode() + (paper.workbook or b"")
    return hashlib.sha256(seed).hexdigest()[:32].encode()


@contextmanager
def _fonts() -> Iterator[Any]:
    """WeasyPrint's fonts, whose files go when the PDF is made: by themselves they stay until garbage is collected."""
    from weasyprint.text.fonts import FontConfiguration

    with TemporaryDirectory(prefix="weasyprint-") as folder:
        fonts = FontConfiguration()
        setattr(fonts, _FOLDER, Path(folder))
        yield fonts


@contextmanager
def _collection_paused() -> Iterator[None]:
    """No garbage is collected within: among a document's many boxes the search for it takes a sixth of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
