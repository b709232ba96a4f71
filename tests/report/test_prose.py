import pytest
from markupsafe import Markup

from builder.errors import ReportError
from builder.report.prose import prose
from tests.report.papers import language


def html(text, code="en", **values):
    return str(
        prose(text, language(code), {f"claim.{key}": Markup(value) for key, value in values.items()}, "study.yaml:1")
    )


def test_markdown_is_text_lists_and_tables():
    said = html("# A\n\ntext **b**\n\n- one")
    assert "<h3>A</h3>\n<p>text <strong>b</strong></p>\n<ul>\n<li>one</li>\n</ul>" in said
    assert "<pre><code>a\n  b" in html("```\na\n  b\n```")


def test_cells_of_a_table_are_set_as_those_of_our_own():
    said = html("|a|b|\n|-|-:|\n|c|1|")
    assert '<th scope="col">a</th>\n<th scope="col" class="num">b</th>' in said
    assert '<td>c</td>\n<td class="num">1</td>' in said


def test_a_short_section_stands_beside_its_heading_and_a_long_one_below():
    short, long = html("# A\n\ntext"), html("# A\n\n" + "text " * 400)
    assert short == '<section class="sided"><h3>A</h3>\n<p>text</p></section>'
    assert "sided" not in long


def test_headings_skip_no_level():
    assert [each in html("# A\n\n#### B") for each in ("<h3>A", "<h4>B")] == [True, True]


@pytest.mark.parametrize(
    "text", ["<script>x</script>", "<img src=x onerror=y>", "<svg><a/></svg>", "<b onclick=x>b</b>"]
)
def test_html_is_shown_and_not_run(text):
    assert "&lt;" in html(text)


@pytest.mark.parametrize(
    "text",
    ["[x](javascript:alert)", "[x](file:///etc/passwd)", "[x](data:text/html,a)", "[x](../study.yaml)", "<vbscript:x>"],
)
def test_links_lead_to_the_web_or_into_the_paper_only(text):
    with pytest.raises(ReportError, match="leads neither"):
        html(text)


def test_links_to_the_web_stay():
    assert '<a href="https://example.org/a">x</a>' in html("[x](https://example.org/a)")
    assert '<a href="#summary">x</a>' in html("[x](#summary)")


@pytest.mark.parametrize("text", ["![x](http://example.org/x.png)", "![x](file:///etc/passwd)", "![](a.svg)"])
def test_images_are_refused(text):
    with pytest.raises(ReportError, match="image"):
        html(text)


def test_braces_are_no_template():
    assert "{{ 7*7 }} {x} {" in html("{{ 7*7 }} {x} {")


def test_a_value_of_a_claim_takes_its_place_with_its_particle():
    assert "<b>4배</b>로" in html("{claim.most}(으로/로) 늘어납니다", "ko", most="<b>4배</b>")


def test_a_value_that_no_claim_gives_is_refused():
    with pytest.raises(ReportError, match=r"claim\.least"):
        html("{claim.least}")


def test_every_problem_is_told_at_once():
    with pytest.raises(ReportError) as refused:
        html("![x](a.png) [y](javascript:z) {claim.least}")
    assert len(refused.value.problems) == 3
