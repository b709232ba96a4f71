from xml.etree import ElementTree as ET

from builder.report.word_joining import JOINER, join_words, joined


def test_syllables_of_a_word_stay_together_and_words_do_not():
    assert joined("초기 구매").replace(JOINER, "|") == "초|기 구|매"


def test_a_particle_stays_at_its_number_across_elements():
    root = ET.fromstring("<p>총 <b>38%</b>를 절감</p>")
    join_words(root)
    assert "".join(root.itertext()).replace(JOINER, "|") == "총 38%|를 절|감"


def test_drawings_and_style_sheets_stay_as_they_are():
    root = ET.fromstring("<body><style>가나</style><svg><text>가나</text></svg>가나</body>")
    join_words(root)
    assert "".join(root.itertext()) == f"가나가나가{JOINER}나"


def test_english_is_left_alone():
    assert joined("a small model, 4x") == "a small model, 4x"
