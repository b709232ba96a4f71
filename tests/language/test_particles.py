import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.language.korean.particles import particles
from builder.language.korean.quantities import numeral_end

VOWEL = "를 가 는 와 로 라 다"
RIEUL = "을 이 은 과 로 이라 이다"
CONSONANT = "을 이 은 과 으로 이라 이다"
MARKERS = ["(을/를)", "(이/가)", "(은/는)", "(과/와)", "(으로/로)", "(이라/라)", "(이다/다)"]


def forms_after(word):
    return " ".join(particles(word + marker).removeprefix(word) for marker in MARKERS)


@pytest.mark.parametrize(
    ("word", "forms"),
    [("서버", VOWEL), ("서울", RIEUL), ("모델", RIEUL), ("비용", CONSONANT), ("값", CONSONANT), ("닭", CONSONANT)],
)
def test_hangul_by_its_final_consonant(word, forms):
    assert forms_after(word) == forms


@pytest.mark.parametrize(
    ("number", "forms"),
    [
        ("0", CONSONANT),  # 영
        ("1", RIEUL),  # 일
        ("2", VOWEL),  # 이
        ("3", CONSONANT),  # 삼
        ("4", VOWEL),  # 사
        ("5", VOWEL),  # 오
        ("6", CONSONANT),  # 육
        ("7", RIEUL),  # 칠
        ("8", RIEUL),  # 팔
        ("9", VOWEL),  # 구
        ("10", CONSONANT),  # 십
        ("38", RIEUL),
        ("100", CONSONANT),  # 백
        ("1,000", CONSONANT),  # 천
        ("50,000", CONSONANT),  # 오만
        ("560,000", CONSONANT),  # 오십육만
        ("100,000,000", CONSONANT),  # 일억
        ("1000000000000", VOWEL),  # 일조
        ("2.5", VOWEL),  # 이 점 오
        ("12.50", CONSONANT),  # 십이 점 오 영
        ("0.173", CONSONANT),  # 영 점 일칠삼
        ("-2", VOWEL),
        ("2024-04-30", CONSONANT),
        ("10~20", CONSONANT),
    ],
)
def test_numbers_as_koreans_read_them(number, forms):
    assert forms_after(number) == forms


@pytest.mark.parametrize(
    ("quantity", "forms"),
    [
        ("38%", VOWEL),  # 퍼센트
        ("38%~48%", VOWEL),
        ("5%p", VOWEL),
        ("4x", VOWEL),  # 배
        ("1.6×", VOWEL),
        ("1.6배", VOWEL),
        ("$12.50", VOWEL),  # 달러
        ("$22.5M", VOWEL),
        ("US$560K", VOWEL),
        ("₩1,000", CONSONANT),  # 원
        ("¥500", CONSONANT),  # 엔
        ("€3", VOWEL),
        ("1,000원", CONSONANT),
        ("2,250만 달러", VOWEL),
        ("12억 3,000만 원", CONSONANT),
        ("0.8 kW", VOWEL),  # 킬로와트
        ("5kWh", VOWEL),  # 킬로와트시
        ("80GB", VOWEL),
        ("70 kg", CONSONANT),  # 킬로그램
        ("24h", CONSONANT),  # 시간
        ("1.75s", VOWEL),  # 초
        ("30 min", CONSONANT),  # 분
        ("25°C", VOWEL),  # 도
        ("25℃", VOWEL),
        ("120㎡", VOWEL),
        ("0.173 USD/kWh", VOWEL),  # 킬로와트시당 0.173달러
        ("180 KRW/kWh", CONSONANT),  # 킬로와트시당 180원
        ("₩180/kWh", CONSONANT),
        ("10 kg/h", CONSONANT),  # 시간당 10킬로그램
        ("100 MB/s", VOWEL),
        ("₩5 GPU", VOWEL),
        ("4 nodes", VOWEL),
        ("8 token", CONSONANT),
        ("kWh", VOWEL),
        ("USD/kWh", VOWEL),
        ("kg/h", CONSONANT),
        ("70B", VOWEL),
    ],
)
def test_units_and_signs_by_their_korean_names(quantity, forms):
    assert forms_after(quantity) == forms


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("GPU", VOWEL),
        ("API", VOWEL),
        ("TCO", VOWEL),
        ("AWS", VOWEL),
        ("LLM", CONSONANT),  # 엠
        ("VPN", CONSONANT),
        ("URL", RIEUL),  # 엘
        ("IRR", RIEUL),  # 알
        ("EC2", VOWEL),  # 투
        ("S3", VOWEL),  # 쓰리
        ("GPT-4", VOWEL),  # 포
        ("A1", CONSONANT),  # 원
        ("H100", CONSONANT),  # 백
        ("Llama 3", CONSONANT),  # 삼
        ("GPT-3.5", VOWEL),
        ("p5.48xlarge", VOWEL),
        ("R760xa", VOWEL),
        ("L40S", VOWEL),
        ("GPUs", VOWEL),
        ("ChatGPT", VOWEL),
        ("OpenAI", VOWEL),
        ("NVMe", VOWEL),
        ("xl", RIEUL),
        ("ctr", RIEUL),
        ("m", CONSONANT),  # 엠, and not 미터
        ("C++", VOWEL),
        ("C#", CONSONANT),
    ],
)
def test_acronyms_and_model_names(name, forms):
    assert forms_after(name) == forms


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("Dell PowerEdge", VOWEL),  # 엣지
        ("GPT-4 Turbo", VOWEL),
        ("Azure", VOWEL),
        ("cloud", VOWEL),
        ("Linux", VOWEL),
        ("server", VOWEL),
        ("Mistral", RIEUL),
        ("Dell", RIEUL),
        ("Google", RIEUL),
        ("Oracle", RIEUL),
        ("ORACLE", RIEUL),
        ("Amazon", CONSONANT),
        ("engine", CONSONANT),
        ("volume", CONSONANT),
        ("training", CONSONANT),
        ("rack", CONSONANT),
        ("Copilot", CONSONANT),
        ("chip", CONSONANT),
        ("web", CONSONANT),
        ("Elastic", CONSONANT),
        ("app", CONSONANT),
        ("MacBook", CONSONANT),
        ("GitHub", VOWEL),
        ("Acme", VOWEL),
        ("Café", VOWEL),
        ("Spark", VOWEL),
        ("cost", VOWEL),
    ],
)
def test_latin_words_as_loan_words(word, forms):
    assert forms_after(word) == forms


@pytest.mark.parametrize(
    "written",
    [
        "'비용'",
        "“비용”",
        "「비용」",
        "(비용)",
        "[비용]",
        "<b>비용</b>",
        '<span class="n">비용</span></em>',
        "&quot;비용&quot;",
        "&#39;비용&#39;",
        "**비용**",
        "`비용`",
        "비용.",
        "비용 ",
        "비용\u2060",
        "비용¹",
        "총 소유 비용(TCO)",
        "총 소유 비용(TCO, 3년(36개월))",
        "비용[1]",
        unicodedata.normalize("NFD", "비용"),
    ],
)
def test_what_is_not_read_is_passed_over(written):
    assert forms_after(written) == CONSONANT


def test_brackets_apart_from_a_word_are_read():
    assert particles("유형 (A)(은/는)") == "유형 (A)는"


@pytest.mark.parametrize("word", ["", "株式会社", "…", "서버 株"])
def test_a_word_nobody_can_read_gets_both_forms(word):
    assert forms_after(word) == "을(를) 이(가) 은(는) 와(과) (으)로 (이)라 (이)다"


def test_a_sentence():
    text = "{0}(은/는) EC2(와/과) 비교해 비용(이/가) 38%~48%(으로/로) 낮다"
    assert particles(text.replace("{0}", "온프레미스")) == "온프레미스는 EC2와 비교해 비용이 38%~48%로 낮다"


def test_either_order_of_a_pair_is_understood():
    assert particles("서버(와/과) 비용(과/와) 전력(로/으로)") == "서버와 비용과 전력으로"


def test_other_brackets_stay_as_they_are():
    assert particles("비용(원/월), 노드(개), 을/를") == "비용(원/월), 노드(개), 을/를"


def test_what_stands_before_the_text_counts():
    assert particles("(을/를) 쓴다", before="GPU") == "를 쓴다"


@given(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")))
def test_every_syllable_agrees_with_its_decomposition(syllable):
    final = unicodedata.normalize("NFD", syllable)[2:]
    assert forms_after(syllable) == (RIEUL if final == "ᆯ" else CONSONANT if final else VOWEL)


@given(st.integers(0, 10**16 - 1))
def test_every_number_ends_as_when_it_is_read_in_full(number):
    assert numeral_end(f"{number:,}") == read_in_full(number)[-1]


def read_in_full(number):
    if number == 0:
        return "영"
    words = ""
    for power, myriad in ((12, "조"), (8, "억"), (4, "만"), (0, "")):
        group = number // 10**power % 10**4
        digits = zip(f"{group:04}", "천백십 ", strict=True)
        words += "".join("영일이삼사오육칠팔구"[int(digit)] + place for digit, place in digits if digit != "0").strip()
        words += myriad if group else ""
    return words


@given(st.text())
def test_any_text_can_stand_before_a_particle(text):
    assert particles("(을/를)", before=text) in {"을", "를", "을(를)"}
