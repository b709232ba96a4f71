"""A page in headless Chromium: how wide it runs at some widths, what it asked for, what it complained of."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in _NAMES if (found := shutil.which(name))), "")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--virtual-time-budget=20000",
)  # fmt: skip
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content="[^"]*)">')
_FRAMES = """<!DOCTYPE html><meta charset="utf-8"><pre id="said"></pre><script>
const said = [];
addEventListener("message", each => {{
  said.push(JSON.parse(each.data));
  if (said.length === {count}) document.getElementById("said").textContent = JSON.stringify(said);
}});
</script>{frames}"""
_FRAME = '<iframe src="page.html" width="{width}" height="800" frameborder="0"></iframe>'


@dataclass(frozen=True)
class Seen:
    """What a page looks like at one width, in CSS pixels: `client_width` is what is left of it beside a scroll bar.

    `wide` are elements that reach beyond the right edge and do not scroll by themselves, `smallest` the height of the
    lowest line of text in a drawing, `loaded` what was asked for beside what the page holds, `refused` what its policy
    kept out.
    """

    width: int
    client_width: int
    scroll_width: int
    wide: list[str]
    smallest: float
    fonts: list[str]
    loaded: list[str]
    refused: list[str]
    errors: list[str]


def seen(page: str, widths: tuple[int, ...], folder: Path) -> dict[int, Seen]:
    """The page at each width, in a frame of that width, with a probe for which alone its policy is relaxed."""
    assert _POLICY.search(page), "the page has no content security policy"
    probe = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
    start, end = _POLICY.search(page).span()
    relaxed = page[start : end - 2] + "; script-src 'unsafe-inline'\">"
    (folder / "page.html").write_text(f"{page[:start]}{relaxed}<script>{probe}</script>{page[end:]}", encoding="utf-8")
    frames = "".join(_FRAME.format(width=each) for each in widths)
    (folder / "frames.html").write_text(_FRAMES.format(count=len(widths), frames=frames), encoding="utf-8")
    dumped = _run(folder, "--dump-dom", (folder / "frames.html").as_uri())
    said = re.search(r'<pre id="said">(.+?)</pre>', dumped, re.DOTALL)
    assert said, f"the page did not answer: {dumped[:500]}"
    return {each["width"]: Seen(**each) for each in json.loads(html.unescape(said[1]))}


def printed(page: str, folder: Path) -> bytes:
    """The page as Chromium prints it."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    _run(folder, f"--print-to-pdf={folder / 'page.pdf'}", "--no-pdf-header-footer", (folder / "page.html").as_uri())
    return (folder / "page.pdf").read_bytes()


def _run(folder: Path, *arguments: str) -> str:
    command = [CHROMIUM, *_FLAGS, f"--user-data-dir={folder / 'profile'}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=240).stdout
