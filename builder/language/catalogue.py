"""Reading a catalogue: a gettext file `<code>.po` whose message ids are the English texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import Problem
from builder.language.errors import CatalogueError, PlaceholderError
from builder.language.placeholders import names_in

if TYPE_CHECKING:
    from babel.messages import Catalog, Message

# A message, or the singular and the plural of one that counts something.
MessageId = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of a language, one per message and, where it counts, one per plural form.

    `plural` is the rule that picks the form for a number, in the notation of gettext.
    """

    translations: dict[MessageId, tuple[str, ...]]
    plural: str


def read_catalogue(path: Path, code: str) -> Catalogue:
    """The catalogue in a file. Entries without a translation are left out, and so missed when they are said.

    Raises:
        CatalogueError: the file is unreadable or for another language, or an entry is fuzzy, stands twice,
        has a
            context, or its translation has other placeholders than its message. All of them at once.
    """
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise CatalogueError(Problem(str(path), f"not a gettext catalogue: {error}")) from error
    entries = [message for message in catalogue if message.id]
    problems = [*_of_the_header(path, code, catalogue), *_of_repeats(path, entries)]
    for message in entries:
        problems.extend(_of_entry(path, message))
    if problems:
        raise CatalogueError(*problems)
    translations = {_id_of(message): _forms_of(message) for message in entries if all(_forms_of(message))}
    return Catalogue(translations, catalogue.plural_expr)


def _id_of(message: Message) -> MessageId:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def _forms_of(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _of_the_header(path: Path, code: str, catalogue: Catalog) -> Iterator[Problem]:
    language = str(catalogue.locale_identifier or "").replace("_", "-")
    if language != code:
        yield Problem(str(path), f"its header says language {language!r}", f'write "Language: {code}\\n" there')
    if catalogue.fuzzy:
        yield Problem(f"{path}:1", "the header is marked fuzzy", "remove the mark")


def _of_repeats(path: Path, entries: Iterable[Message]) -> Iterator[Problem]:
    # Babel keeps the first of two entries without a word; the lines at which entries begin tell.
    kept = {message.lineno for message in entries}
    header = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("msgid "):
            if not header and number not in kept:
                yield Problem(f"{path}:{number}", "this message stands twice", "keep one translation")
            header = False


def _of_entry(path: Path, message: Message) -> Iterator[Problem]:
    where = f"{path}:{message.lineno} {_id_of(message)!r}"
    if message.fuzzy:
        yield Problem(where, "the translation is marked fuzzy", "check it, then remove the mark")
    if message.context is not None:
        yield Problem(where, "messages have no context here", "make the English text say which meaning it has")
    expected_in = message.id if isinstance(message.id, str) else message.id[1]
    for form in filter(None, _forms_of(message)):
        try:
            expected, found = names_in(expected_in), names_in(form)
        except PlaceholderError as error:
            yield Problem(where, error.problems[0].what, error.problems[0].remedy)
            continue
        # A form for one thing need not say the number.
        optional = frozenset() if isinstance(message.id, str) else frozenset({"n"})
        if lost := sorted(expected - found - optional):
            yield Problem(where, f"the translation loses {', '.join(lost)}", "use every {name} of the message")
        if invented := sorted(found - expected - optional):
            yield Problem(where, f"the message has no {', '.join(invented)}", "use the {name}s of the message only")
