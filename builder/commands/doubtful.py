"""What the author of a study, or who gives a command, should look at again: it is possible, and hardly meant.

Readers of the documents are not told: nothing of it makes a figure wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.language import Language
from builder.model.build import build_model
from builder.model.graph import Model
from builder.model.idle import idle_values
from builder.notices import Notice
from builder.results import Results
from builder.study.document import Document, Mark, Path
from builder.study.loader import with_case
from builder.study.schema import Study
from builder.study.texts import texts_of

_NAMED = 3
"""How many addresses a warning names."""
_STEEP = 1.0
"""A yearly growth above it, more than twice as much each year, is rather a percentage."""
_MANY_TIMES = 3.0
"""A share above it, of what may be more than the whole, is rather a percentage."""
_CURLY = re.compile("[\u201c\u201e].*[\u201c\u201d]", re.DOTALL)
_CUT = re.compile(r"\s#\d")


def doubtful(results: Results, language: Language) -> Iterator[Notice]:
    """A warning for each setting, key and text that does nothing, or stands in print as nobody would want it."""
    model = results.model
    yield from idle_settings(model, language)
    for case, spec in model.loaded.study.cases.items():
        if not all(address.startswith("scenarios.") for address in spec.set):
            yield from idle_settings(build_model(with_case(model.loaded, case)), language, f"cases.{case}.")
    yield from _unused(model, language)
    yield from _steep(model, language)
    yield from _left_out(model.loaded.study, model.loaded.document, language)
    yield from _texts(model.loaded.study, model.loaded.document, language)


# -- values that change nothing ----------------------------------------------------------------------------------------


def idle_settings(model: Model, language: Language, case: str = "") -> Iterator[Notice]:
    """A warning for each value that is laid over a study and changes nothing, as others hold in its place.

    It may come from a setting, from a `case` or from the file that extends the study.
    """
    document = model.loaded.document
    unused = [".".join(map(str, path)) for path, mark in document.marks.items()
              if path[:2] in model.loaded.unused and not mark.line]  # fmt: skip
    for address, instead in {**dict.fromkeys(unused, ()), **idle_values(model)}.items():
        laid = _layer(document, address)
        if laid and (case in laid if case else not laid.startswith("cases.")) and laid not in {
            _layer(document, each) for each in instead
        }:
            place = document.where(tuple(address.split(".")))
            yield Notice("idle", address, _changes_nothing(place, instead, language))


def _layer(document: Document, address: str) -> str:
    """What lays a value over a study: `--set`, a case, or the file that extends another; empty for its own values."""
    path = tuple(address.split("."))
    mark: Mark | None = document.marks.get(path)
    if mark is None:
        return ""
    if mark.told or not mark.line:
        return mark.told or "--set"
    return mark.file if len(document.texts) > 1 and mark.file == list(document.texts)[-1] else ""


def _changes_nothing(place: str, instead: tuple[str, ...], language: Language) -> str:
    if not instead:
        return language.say("{place} changes nothing: no scenario takes this value", place=place)
    named = ", ".join(instead[:_NAMED]) + (" …" if len(instead) > _NAMED else "")
    return language.say("{place} changes nothing, as others hold in its place; set those: {paths}",
                        place=place, paths=named)  # fmt: skip


def _unused(model: Model, language: Language) -> Iterator[Notice]:
    for path in model.loaded.unused:
        place = model.loaded.document.where(path)
        said = (
            language.say("{place}: no scenario names this option, so it is left out", place=place)
            if path[0] == "options"
            else language.say("{place}: no scenario names this workload, so it is left out", place=place)
        )
        yield Notice("unused", place, said)


def _steep(model: Model, language: Language) -> Iterator[Notice]:
    """Shares of many times the whole, and growth of more than twice each year: rather percentages."""
    for row in model.assumptions.rows:
        for each in row.settings() if row.unit_text == "%" else ():
            if isinstance(each.value, float) and each.value > _MANY_TIMES:
                text = language.say(
                    "{place}: {value} is {percent}; write {share} for {value}%", place=each.where,
                    value=language.number(each.value), percent=language.percent(each.value),
                    share=language.number(each.value / 100),
                )  # fmt: skip
                yield Notice("steep", each.path, text)
        for each in row.settings() if row.is_growth else ():
            if isinstance(each.value, float) and each.value > _STEEP:
                text = language.say(
                    "{place}: it grows by {growth} each year; {value} would be {percent}", place=each.where,
                    growth=language.percent(each.value), value=language.number(each.value / 100),
                    percent=language.percent(each.value / 100, 1),
                )  # fmt: skip
                yield Notice("steep", each.path, text)


# -- texts -------------------------------------------------------------------------------------------------------------


def _left_out(study: Study, document: Document, language: Language) -> Iterator[Notice]:
    from builder.report.narrative import unprinted

    for path in unprinted(study):
        place = document.where(path)
        said = language.say("{place} is not printed: report.sections leaves its section out", place=place)
        yield Notice("unprinted", place, said)


def _texts(study: Study, document: Document, language: Language) -> Iterator[Notice]:
    from builder.report.markup import in_markdown, tags_in

    for path, text in texts_of(study):
        for code, written in text.items():
            exact: Path = path if code == "*" else (*path, code)
            place = document.where(exact)
            for tag in tags_in(written):
                instead = in_markdown(tag) if path[:2] == ("report", "narrative") else ""
                yield Notice("markup", place, _html(place, tag, instead, language))
            yield from _typed(exact, written, document, language)


def _html(place: str, tag: str, instead: str, language: Language) -> str:
    if instead:
        return language.say("{place}: {tag} is HTML, and is printed as it stands; Markdown has {instead} for it",
                            place=place, tag=tag, instead=instead)  # fmt: skip
    return language.say("{place}: {tag} is HTML, and is printed as it stands; take it out", place=place, tag=tag)


def _typed(path: Path, text: str, document: Document, language: Language) -> Iterator[Notice]:
    """What YAML does to a text without quotes, as nobody sees it in an editor."""
    place, mark = document.where(path), document.marks.get(path)
    if _CURLY.fullmatch(text):
        yield Notice("quotes", place, language.say("{place}: curly quotes are printed; YAML knows straight ones only",
                                                   place=place))  # fmt: skip
    raw = document.texts.get(mark.file, "") if mark and mark.line else ""
    if mark and raw and raw[mark.start : mark.start + 1] not in "'\"|>":
        rest = raw[mark.end :].partition("\n")[0]
        if _CUT.match(rest):
            said = language.say("{place}: the text ends before{rest}, which YAML takes for a comment; put it in quotes",
                                place=place, rest=rest.rstrip())  # fmt: skip
            yield Notice("cut", place, said)
