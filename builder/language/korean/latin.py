"""How Latin letters are read in Korean: acronyms letter by letter, words as the loan words they become.

A word in capitals, the capitals a word ends in (ChatGPT, OpenAI), their plural (GPUs) and a word without
vowels are acronyms. The ending of any other word follows the rules of the loan-word orthography, which hold
often but not always; `_WORDS` lists those met so far that go another way.
"""

from __future__ import annotations

import re
import unicodedata

from builder.language.korean.sound import Sound, sound_of

# The letters that do not end in a vowel: 엘, 엠, 엔 and 알.
_LETTERS = {"l": Sound.RIEUL, "r": Sound.RIEUL, "m": Sound.CONSONANT, "n": Sound.CONSONANT}

_WORDS = {
    "acme": "애크미", "bit": "비트", "github": "깃허브", "good": "굿", "group": "그룹", "hadoop": "하둡",
    "hub": "허브", "oracle": "오라클", "prototype": "프로토타입", "type": "타입",
}  # fmt: skip

_ENDINGS = (
    (re.compile(r"le?$"), Sound.RIEUL),  # Mistral 미스트랄, Google 구글
    (re.compile(r"[mn]e?$"), Sound.CONSONANT),  # Amazon 아마존, engine 엔진, volume 볼륨
    (re.compile(r"(ng|ck|pp|ook|eep)$"), Sound.CONSONANT),  # training 트레이닝, rack 랙, app 앱, book 북
    (re.compile(r"(^|[^aeiou])[aeiouy][ptkcb]$"), Sound.CONSONANT),  # after a short vowel: chip 칩, web 웹
)


def latin_sound(text: str) -> Sound | None:
    """How the text ends where it ends in Latin letters; None where it does not."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    found = re.search(r"[A-Za-z]+$", plain)
    if not found:
        return None
    word = found[0]
    if word.lower() in _WORDS:
        return sound_of(_WORDS[word.lower()])
    if _is_acronym(word):
        return _LETTERS.get(word[-1].lower(), Sound.VOWEL)
    return next((sound for ending, sound in _ENDINGS if ending.search(word.lower())), Sound.VOWEL)


def _is_acronym(word: str) -> bool:
    spelled_end = re.search(r"([A-Z]|[A-Z]{2}[a-z]|^[a-z])$", word)
    return bool(spelled_end) or not re.search(r"[aeiouy]", word.lower())
