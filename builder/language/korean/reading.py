"""How a Korean text ends when it is read aloud.

Read is the last word, number or sign:

- **Hangul** by its final consonant: 비용 has one, 서버 has none, 서울 has ㄹ;
- **numbers, signs and units** by their Korean names: 10 십, 38% 퍼센트, 4x 배, $22.5M 달러; see `quantities`;
- **Latin letters** as acronyms or loan words: GPU 지피유, URL 유알엘, Amazon 아마존; see `latin`.

Passed over on the way back are spaces, closing quotes and brackets, full stops, Markdown's emphasis, HTML
tags and entities, raised numbers of notes, and an aside in brackets that follows without a space: in 총
소유 비용(TCO) the particle belongs to 비용.
"""

from __future__ import annotations

import re
import unicodedata

from builder.language.korean.latin import latin_sound
from builder.language.korean.quantities import quantity_sound
from builder.language.korean.sound import Sound, is_hangul, sound_of

_TAIL = 80  # longer than any word or number: what stands before it cannot matter
_SILENT = " \t\r\n\u00a0\u200b\u2060\ufeff)]}>）］」』》〉】\"'”’»*_`~.,!?…:;†‡⁰¹²³⁴⁵⁶⁷⁸⁹"
_ENTITY = re.compile(r"&#?\w+;$")
_BRACKETS = {")": "(", "）": "（", "]": "["}
_SIGNS = {"+": "플러스", "#": "샵", "&": "앤드"}


def final_sound(text: str) -> Sound:
    """How the text ends when it is read aloud.

    >>> final_sound("<b>38%</b>"), final_sound("Amazon EC2"), final_sound("株式")
    (<Sound.VOWEL: 1>, <Sound.VOWEL: 1>, <Sound.UNKNOWN: 4>)
    """
    word = unicodedata.normalize("NFKC", _without_silent_end(text)[-_TAIL:])
    if not word:
        return Sound.UNKNOWN
    last = word[-1]
    if is_hangul(last):
        return sound_of(last)
    if last in _SIGNS:
        return sound_of(_SIGNS[last])
    return quantity_sound(word) or latin_sound(word) or Sound.UNKNOWN


def _without_silent_end(text: str) -> str:
    while text and (sounding := _sounding_length(text)) < len(text):
        text = text[:sounding]
    return text


def _sounding_length(text: str) -> int:
    """The length of the text without one silent thing at its end."""
    last = text[-1]
    if last == ">" and "<" in text:
        return text.rindex("<")
    if last == ";" and (entity := _ENTITY.search(text)):
        return entity.start()
    if last in _BRACKETS:
        return _aside_start(text)
    return len(text) - 1 if last in _SILENT else len(text)


def _aside_start(text: str) -> int:
    """Where an aside that closes the text begins; where it is none, the closing bracket alone is silent."""
    closing = text[-1]
    depth = 0
    for position in range(len(text) - 1, 0, -1):
        depth += (text[position] == closing) - (text[position] == _BRACKETS[closing])
        if depth == 0:
            return len(text) - 1 if text[position - 1].isspace() else position
    return len(text) - 1
