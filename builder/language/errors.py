"""What can be wrong with a language: all of it is a report error, because a document would come out wrong."""

from builder.errors import ReportError


class UnknownLanguageError(ReportError):
    """There is no catalogue for a language a study asks for."""


class CatalogueError(ReportError):
    """A catalogue cannot be used: unreadable, fuzzy, given twice, or a translation that loses a value."""


class MissingMessageError(ReportError):
    """The catalogue has no translation of a message."""


class MissingTextError(ReportError):
    """A text of the study is not given in the language."""


class PlaceholderError(ReportError):
    """A message and the values given for it do not fit."""
