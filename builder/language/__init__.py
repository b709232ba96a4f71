"""The languages of the documents: messages, numbers, money, dates.

The message ids are the English texts, so English needs nothing; another language is a catalogue
`templates/messages/<code>.po`, and its numbers, money and dates come from CLDR. What Korean needs beyond
that, the particles and the money of its papers, is in `korean/` and `conventions`.

From the outside in: `language` is what the rest of the program sees; it reads a `catalogue`, fills in
`placeholders`, and writes `numerals`, `money` and `dates` by the language's `conventions`, which `cldr`
gives for all languages but the two of the house. `rounding` knows no language. Babel is imported when
something asks for it, which English never does.
"""

from builder.language.errors import (
    CatalogueError,
    MissingMessageError,
    MissingTextError,
    PlaceholderError,
    UnknownLanguageError,
)
from builder.language.language import Language, message
from builder.language.rounding import Rounding, round_down, round_half_up, round_significant
from builder.language.templates import template_functions

__all__ = [
    "CatalogueError",
    "Language",
    "MissingMessageError",
    "MissingTextError",
    "PlaceholderError",
    "Rounding",
    "UnknownLanguageError",
    "message",
    "round_down",
    "round_half_up",
    "round_significant",
    "template_functions",
]
