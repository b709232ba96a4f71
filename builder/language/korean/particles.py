"""Korean particles that depend on the sound of the word before them.

A text says `서버{count}(이/가)` or `{option}(은/는)`; the marker becomes the form that fits how the word
before it is *read*: the first after a final consonant, the second after a vowel. `(으로/로)` takes 로 after
ㄹ as well. What is read, and how, is said in `reading`. Where nobody can know the reading (Chinese
characters, nothing at all) Korean print gives both forms, 을(를), and so does this.
"""

from __future__ import annotations

import re

from builder.language.korean.reading import final_sound
from builder.language.korean.sound import Sound

# The form after a consonant, after a vowel, and both, for a word that cannot be read.
_FORMS = {
    ("을", "를"): "을(를)",
    ("이", "가"): "이(가)",
    ("은", "는"): "은(는)",
    ("과", "와"): "와(과)",
    ("으로", "로"): "(으)로",
    ("이라", "라"): "(이)라",
    ("이다", "다"): "(이)다",
    ("이며", "며"): "(이)며",
    ("이고", "고"): "(이)고",
}
_LIKE_A_VOWEL_AFTER_RIEUL = ("으로", "로")

# Either order of a pair is understood: (와/과) is as common as (과/와).
_PAIRS = {f"({first}/{second})": pair for pair in _FORMS for first, second in (pair, pair[::-1])}
_MARKER = re.compile("|".join(re.escape(marker) for marker in _PAIRS))


def particles(text: str, before: str = "") -> str:
    """The text with each marker as the particle that fits; `before` is what stands before the text.

    >>> particles("GPU(을/를) 4x(으로/로), 서울(으로/로), 총 소유 비용(TCO)(은/는)")
    'GPU를 4x로, 서울로, 총 소유 비용(TCO)은'
    """
    if "/" not in text:
        return text
    return _MARKER.sub(lambda marker: _fitting(_PAIRS[marker[0]], before + text[: marker.start()]), text)


def _fitting(pair: tuple[str, str], before: str) -> str:
    sound = final_sound(before)
    if sound is Sound.UNKNOWN:
        return _FORMS[pair]
    after_consonant, after_vowel = pair
    if sound is Sound.VOWEL or (sound is Sound.RIEUL and pair == _LIKE_A_VOWEL_AFTER_RIEUL):
        return after_vowel
    return after_consonant
