"""How a Korean word ends, which is what a particle after it depends on."""

from __future__ import annotations

from enum import Enum, auto

_FIRST_SYLLABLE, _LAST_SYLLABLE = "가", "힣"
# Unicode orders the syllables by initial, vowel and final; 28 finals, the first of which is none.
_FINALS = 28
_RIEUL = 8


class Sound(Enum):
    """The end of a word as it is read."""

    VOWEL = auto()
    RIEUL = auto()
    CONSONANT = auto()
    UNKNOWN = auto()


def is_hangul(character: str) -> bool:
    """Whether the character is a Hangul syllable."""
    return _FIRST_SYLLABLE <= character <= _LAST_SYLLABLE


def sound_of(hangul: str) -> Sound:
    """How a word in Hangul ends.

    >>> sound_of("서버"), sound_of("서울"), sound_of("비용")
    (<Sound.VOWEL: 1>, <Sound.RIEUL: 2>, <Sound.CONSONANT: 3>)
    """
    final = (ord(hangul[-1]) - ord(_FIRST_SYLLABLE)) % _FINALS
    if final == 0:
        return Sound.VOWEL
    return Sound.RIEUL if final == _RIEUL else Sound.CONSONANT
