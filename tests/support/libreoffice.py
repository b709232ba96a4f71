"""LibreOffice as a process: files in, the same files recalculated and saved by it out.

`soffice` reports success when it failed, waits for ever on a profile in use, and believes stored
results. So each run gets a fresh directory, this process's own profile that always recalculates,
a time limit, and a look at what came out.
"""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock

_ALWAYS_RECALCULATE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_one_at_a_time = Lock()


class LibreOfficeError(Exception):
    """LibreOffice is missing, took too long, or did not save a file it was given."""


def resaved(files: Mapping[str, bytes], *, seconds: float | None = None) -> dict[str, bytes]:
    """The files as LibreOffice saves them after recalculating, under the same keys, from one run of it.

    The first run of a process makes its profile, which the later ones find ready.

    Args:
        files: .xlsx files by any keys.
        seconds: how long the run may take; a minute and ten seconds a file by default.

    Raises:
        LibreOfficeError: it is missing, overran its time, or left a file out; the message says which.
    """
    return converted(files, "xlsx:Calc MS Excel 2007 XML", seconds=seconds)


def converted(files: Mapping[str, bytes], to: str, *, seconds: float | None = None) -> dict[str, bytes]:
    """The files in another format, `to` being its extension and, after a colon, LibreOffice's filter for it.

    Args:
        files: .xlsx files by any keys.
        to: "pdf", or "csv:Text - txt - csv (StarCalc):44,34,76".
        seconds: how long the run may take; a minute and ten seconds a file by default.

    Raises:
        LibreOfficeError: it is missing, overran its time, or left a file out; the message says which.
    """
    if not files:
        return {}
    limit = 60 + 10 * len(files) if seconds is None else seconds
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="recalculated-") as place:
        sources = _written(files, Path(place, "given"))
        saved = Path(place, "saved")
        said = _run(["--convert-to", to, "--outdir", str(saved), *map(str, sources.values())], Path(place), limit)
        suffix = to.partition(":")[0]
        return {key: _read(_made(saved, source.stem, suffix), key, said) for key, source in sources.items()}


def _made(folder: Path, stem: str, suffix: str) -> Path:
    """What was made of a file: one sheet of a workbook is named `stem-Sheet.csv`."""
    return next(folder.glob(f"{stem}-*.{suffix}"), folder / f"{stem}.{suffix}")


def _written(files: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    folder.mkdir()
    sources = {key: folder / f"{number}.xlsx" for number, key in enumerate(files)}
    for key, source in sources.items():
        source.write_bytes(files[key])
    return sources


def _run(arguments: Sequence[str], place: Path, seconds: float) -> str:
    """Run soffice to its end and give what it printed; nothing it started outlives the call."""
    command = [_program(), "--headless", "--norestore", f"-env:UserInstallation={_profile().as_uri()}"]
    # Its own locale, so that a test means the same everywhere; its own home, so that it leaves no trace.
    environment = {"PATH": os.environ["PATH"], "HOME": str(place), "TMPDIR": str(place), "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        [*command, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        return process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired as overrun:
        raise LibreOfficeError(f"LibreOffice was still busy after {seconds:g} s and was ended") from overrun
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """End soffice and the programs it started, which share its session, and drop the profile they held."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    _profile.cache_clear()


def _read(path: Path, key: str, said: str) -> bytes:
    if not path.is_file() or (path.suffix == ".xlsx" and not zipfile.is_zipfile(path)):
        raise LibreOfficeError(f"LibreOffice did not save {key!r}. It said: {said.strip() or 'nothing'}")
    return path.read_bytes()


@cache
def _program() -> str:
    program = shutil.which("soffice")
    if program is None:
        raise LibreOfficeError(
            "soffice is not installed: apt-get install --no-install-recommends libreoffice-calc-nogui"
        )
    return program


@cache
def _profile() -> Path:
    """This process's own profile, set to recalculate every file it loads; gone when the process ends."""
    profile = Path(tempfile.mkdtemp(prefix="libreoffice-profile-"))
    atexit.register(shutil.rmtree, profile, ignore_errors=True)
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir()
    settings.write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    return profile
