"""The HTML edition in a browser: on a phone, a tablet and a desk, and on paper."""

import io
import re

import pypdf
import pytest

from tests.report.papers import close, minimal, paper_of, reference
from tests.report.test_pdf import words
from tests.support.browser import CHROMIUM, printed, seen

pytestmark = [pytest.mark.chromium, pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")]
WIDTHS = (360, 768, 1280)
SMALLEST = 9.0
"""The lowest line of text in a drawing, in CSS pixels, that can still be read."""


@pytest.mark.parametrize("code", ["en", "ko"])
def test_the_page_fits_a_phone_a_tablet_and_a_desk_and_asks_for_nothing(tmp_path, code):
    views = seen(reference(code).html, WIDTHS, tmp_path)
    assert sorted(views) == list(WIDTHS)
    for view in views.values():
        assert view.wide == []
        assert view.scroll_width == view.client_width
        assert view.smallest >= SMALLEST
        assert {each.split()[-1] for each in view.fonts} == {"loaded"}
        assert (view.loaded, view.refused, view.errors) == ([], [], [])


def test_the_other_brand_fits_too(tmp_path):
    paper = paper_of(settings=(("brand", "plumbline"),))
    views = seen(paper.html, WIDTHS, tmp_path)
    assert all(view.wide == [] and view.refused == [] for view in views.values())
    assert any("Nanum Myeongjo" in each for each in views[360].fonts)


def test_what_is_too_wide_or_comes_from_outside_would_be_seen(tmp_path):
    bad = '<p style="width: 90rem">wide</p><img src="http://127.0.0.1:9/x.png" alt="x"><svg><text>x</text></svg>'
    (view,) = seen(minimal().html.replace("<main>", f"<main>{bad}"), (360,), tmp_path).values()
    assert any(each.startswith("P#") for each in view.wide)
    assert view.scroll_width > view.client_width
    assert any("img-src" in each for each in view.refused)


def test_the_policy_of_the_page_lets_nothing_in():
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', minimal().html)[1]
    assert policy.startswith("default-src 'none';")
    assert "http" not in policy
    assert "script" not in policy


def test_a_browser_prints_every_word_of_a_claim(tmp_path):
    pages = pypdf.PdfReader(io.BytesIO(printed(reference().html, tmp_path))).pages
    said = close("".join(page.extract_text() for page in pages))
    assert 20 < len(pages) < 80
    assert close("serving on-premises costs 38% to 88% less than the alternatives compared") in said
    assert close("serving on-premises costs 38% to 88% less than the alternatives compared") in words("en")
