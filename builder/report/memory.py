"""What WeasyPrint may load: the files of the paper, from memory. Asking for anything else ends the build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from builder.errors import Problem, ReportError
from builder.report.assets import SCHEME, Asset


class MemoryFetcher(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Serves the files of one paper under `asset:`."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.assets = assets

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002  # as the library calls it
        """The file of an address. Raises FatalURLFetchingError for any other, which WeasyPrint does not catch."""
        name = url.removeprefix(SCHEME).lstrip("/")
        if not url.startswith(SCHEME) or name not in self.assets:
            raise FatalURLFetchingError(url)
        asset = self.assets[name]
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})

    @contextmanager
    def fatal(self) -> Iterator[None]:
        """Turns a refused address into a ReportError."""
        try:
            yield
        except FatalURLFetchingError as error:
            raise ReportError(Problem("PDF", f"the paper asks for {str(error)[:200]!r}",
                                      "a paper loads nothing from outside; remove the address")) from None  # fmt: skip
