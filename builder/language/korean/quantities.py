"""How numbers, and the signs and units after them, are read in Korean.

- Whole numbers are read by their last place that is not zero: 1 일, 10 십, 560 육십, 50,000 만, 10^12 조.
- Decimals are read digit by digit: 2.5 ends in 오, 12.50 in 영.
- A unit is read after its number, and of `USD/kWh` or `MB/s` the first: 킬로와트시당 0.173달러, 초당
  100메가바이트.
- An amount with a currency sign ends in the currency: $22.5M is 2,250만 달러.
- One digit that belongs to a Latin name is read in English: EC2 투, GPT-4 포; a longer number is not: H100
  백.
"""

from __future__ import annotations

import re

from builder.language.korean.latin import latin_sound
from builder.language.korean.sound import Sound, sound_of

_QUANTITY = re.compile(
    r"(?P<name>[A-Za-z]-?)?(?P<currency>[$€£¥₩] ?)?(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?P<space> ?)(?P<unit>[A-Za-zμ%°×$€£¥₩/]*)$"
)
_DIGITS = "영일이삼사오육칠팔구"
_ENGLISH_DIGITS = ("제로", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에이트", "나인")
_PLACES = "십백천"
_MYRIADS = "만억조경해"

_UNITS = {
    "%": "퍼센트", "%p": "퍼센트포인트", "pp": "퍼센트포인트", "x": "배", "×": "배", "°": "도", "°C": "도",
    "$": "달러", "€": "유로", "£": "파운드", "¥": "엔", "₩": "원",
    "USD": "달러", "EUR": "유로", "GBP": "파운드", "JPY": "엔", "KRW": "원", "CNY": "위안",
    "W": "와트", "kW": "킬로와트", "MW": "메가와트", "GW": "기가와트", "V": "볼트", "A": "암페어",
    "Wh": "와트시", "kWh": "킬로와트시", "MWh": "메가와트시", "GWh": "기가와트시", "kVA": "킬로볼트암페어",
    "bit": "비트", "KB": "킬로바이트", "MB": "메가바이트", "GB": "기가바이트", "TB": "테라바이트",
    "PB": "페타바이트", "KiB": "키비바이트", "MiB": "메비바이트", "GiB": "기비바이트", "TiB": "테비바이트",
    "Hz": "헤르츠", "kHz": "킬로헤르츠", "MHz": "메가헤르츠", "GHz": "기가헤르츠",
    "ns": "나노초", "μs": "마이크로초", "ms": "밀리초", "s": "초", "sec": "초", "min": "분", "h": "시간",
    "mm": "밀리미터", "cm": "센티미터", "m": "미터", "km": "킬로미터",
    "g": "그램", "kg": "킬로그램", "t": "톤", "L": "리터", "U": "유",
}  # fmt: skip


def quantity_sound(text: str) -> Sound | None:
    """How the text ends where it ends in a number, a unit or a sign; None where it does not."""
    found = _QUANTITY.search(text)
    if not found:
        return _lone_unit_sound(text)
    number, unit = found["number"], found["unit"].strip("/")
    if found["currency"] and not (unit and found["space"]):
        return sound_of(_UNITS[found["currency"].strip()])
    if unit:
        first = unit.split("/")[0]
        return sound_of(_UNITS[first]) if first in _UNITS else latin_sound(first)
    if found["name"] and len(number) == 1:
        return sound_of(_ENGLISH_DIGITS[int(number)])
    return sound_of(numeral_end(number))


def numeral_end(number: str) -> str:
    """The last syllable of a number read in Korean.

    >>> [numeral_end(number) for number in ("38", "10", "50,000", "12.50", "100000000", "0")]
    ['팔', '십', '만', '영', '억', '영']
    """
    whole, _, decimals = number.replace(",", "").partition(".")
    if decimals:
        return _DIGITS[int(decimals[-1])]
    zeros = len(whole) - len(whole.rstrip("0"))
    if zeros == len(whole) or not zeros:
        return _DIGITS[int(whole[-1])]
    if zeros < len(_PLACES) + 1:
        return _PLACES[zeros - 1]
    return _MYRIADS[min(zeros // 4, len(_MYRIADS)) - 1]


def _lone_unit_sound(text: str) -> Sound | None:
    # A unit without a number, as in "USD/kWh"; a single letter is a name, not a unit.
    word = re.split(r"[\s(]", text)[-1].split("/")[0]
    if word in _UNITS and (len(word) > 1 or not word.isalpha()):
        return sound_of(_UNITS[word])
    return None
