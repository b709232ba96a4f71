"""Messages in Jinja templates: what `{% trans %}` and `_()` call.

Jinja writes a placeholder of `{% trans %}` as `%(name)s`, catalogues have `{name}`; it is turned here. Set
`environment.newstyle_gettext = True` and put these functions among the environment's globals *after* that,
because Jinja's own would fill in the values before the particles of a language could see them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.language.language import Language

_JINJA_PLACEHOLDER = re.compile(r"%(?:%|\((\w+)\)s)")


def message_id(text: str) -> str:
    """The message that a template means, as catalogues have it.

    >>> message_id("%(saving)s, of which 20%% is tax")
    '{saving}, of which 20% is tax'
    """
    return _JINJA_PLACEHOLDER.sub(lambda found: f"{{{found[1]}}}" if found[1] else "%", text)


def template_functions(language: Language) -> dict[str, Callable[..., str]]:
    """The functions `_`, `gettext` and `ngettext` of a template environment that escapes by default.

    A message is part of the template, so its own HTML stands; the values in it are escaped.
    """
    from markupsafe import Markup

    def gettext(text: str, /, **values: object) -> str:
        return language.fill(Markup(language.translation(message_id(text))), **values)

    def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
        form = language.translation_of_many(message_id(singular), message_id(plural), n)
        return language.fill(Markup(form), **language.with_count(n, values))

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}
