"""Nothing a customer writes is run, and nothing outside templates and brand is loaded: in the PDF and the page."""

from __future__ import annotations

import http.server
import re
import threading
from dataclasses import replace

import pytest
import yaml

from builder.errors import ReportError
from builder.report.logo import read_picture
from builder.report.pdf import paper_pdf
from tests.report.papers import MINIMAL, minimal, paper_of
from tests.report.test_brand import changed
from tests.support.browser import CHROMIUM, seen

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
CANARY = "canary-that-nobody-may-read"


@pytest.fixture
def outside(tmp_path):
    """An address on this machine and a file beside the paper, neither of which may be asked for: `hits` tells."""
    hits = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    secret = tmp_path / "secret.svg"
    secret.write_text(f"<svg {SVG}><title>{CANARY}</title><text>{CANARY}</text></svg>", encoding="utf-8")
    yield f"http://127.0.0.1:{server.server_port}", secret, hits
    server.shutdown()
    server.server_close()


VECTORS = {
    "image": '<img src="{}" alt="x">',
    "image in sets": '<img srcset="{} 2x" src="{}" alt="x">',
    "picture": '<picture><source srcset="{}"><img src="{}" alt="x"></picture>',
    "object": '<object data="{}"></object>',
    "embedding": '<embed src="{}">',
    "frame": '<iframe src="{}"></iframe>',
    "video": '<video src="{}" poster="{}"></video>',
    "input": '<input type="image" src="{}" alt="x">',
    "attachment": '<link rel="attachment" href="{}">',
    "style sheet": '<link rel="stylesheet" href="{}">',
    "icon": '<link rel="icon" href="{}"><link rel="preload" as="image" href="{}">',
    "import": '<style>@import "{}";</style>',
    "import by url": "<style>@import url({}) print;</style>",
    "background": '<style>p {{ background: url("{}") }}</style>',
    "background of an element": '<p style="background-image: url({})">x</p>',
    "border": '<style>p {{ border: 1px solid; border-image: url("{}") 3 }}</style>',
    "list": '<style>li {{ list-style-image: url("{}") }}</style><ul><li>x</li></ul>',
    "content": '<style>p::before {{ content: url("{}") }}</style>',
    "font": '<style>@font-face {{ font-family: Own; src: url("{}") }} p {{ font-family: Own }}</style>',
    "page": '<style>@page {{ background: url("{}") }}</style>',
    "target": "<style>p::after {{ content: target-text(url({})) }}</style>",
    "base": '<base href="{}"><img src="x.png" alt="x">',
    "drawing": f'<svg {SVG}><title>x</title><image href="{{}}" width="9" height="9"/></svg>',
    "drawing by its old name": f'<svg {SVG}><title>x</title><image xlink:href="{{}}" width="9" height="9"/></svg>',
    "use": f'<svg {SVG}><title>x</title><use href="{{}}#a"/></svg>',
    "fill": f'<svg {SVG}><title>x</title><rect width="9" height="9" fill="url({{}}#a)"/></svg>',
    "filter": f'<svg {SVG}><title>x</title><filter id="f"><feImage href="{{}}"/></filter></svg>',
    "style in a drawing": f'<svg {SVG}><title>x</title><style>@import "{{}}";</style><rect width="9"/></svg>',
    "foreign": f'<svg {SVG}><title>x</title><foreignObject><img src="{{}}" alt="x"/></foreignObject></svg>',
    "refresh": '<meta http-equiv="refresh" content="0; url={}">',
    "form": '<form action="{}"><button formaction="{}">x</button></form>',
    "ping": '<a href="#x" ping="{}">x</a>',
}


def small(html):
    """A short document with the head of a real one, and something in it that nobody should have let in."""
    head = minimal().document.partition("<body")[0]
    document = f'{head}<body><h1 data-label="x">x</h1><p>x</p>{html}</body></html>'
    return replace(minimal(), document=document)


def test_such_a_document_is_set_where_nothing_bad_is_in_it():
    assert paper_pdf(small("<p>fine</p>")).startswith(b"%PDF")


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
@pytest.mark.parametrize("place", ["web", "file", "beside"])
def test_a_pdf_asks_for_nothing(outside, vector, place):
    server, secret, hits = outside
    address = {"web": f"{server}/x.png", "file": secret.as_uri(), "beside": "../secret.svg"}[place]
    try:
        made = paper_pdf(small(vector.replace("{}", address).replace("{{", "{").replace("}}", "}")))
    except ReportError:
        made = b""
    assert hits == []
    assert CANARY.encode() not in made


@pytest.mark.parametrize("name", ["image", "attachment", "import", "background of an element", "font", "drawing"])
def test_what_a_pdf_would_load_stops_it(outside, name):
    server, secret, _ = outside
    for address in (f"{server}/x.png", secret.as_uri(), "../secret.svg"):
        with pytest.raises(ReportError):
            paper_pdf(small(VECTORS[name].replace("{}", address).replace("{{", "{").replace("}}", "}")))


@pytest.mark.chromium
@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")
def test_the_page_asks_for_nothing_in_a_browser(outside, tmp_path):
    server, _, hits = outside
    passive = {name: each for name, each in VECTORS.items() if name not in ("refresh", "form", "base")}
    bad = "".join(
        each.replace("{}", f"{server}/{index}").replace("{{", "{").replace("}}", "}")
        for index, each in enumerate(passive.values())
    )
    (view,) = seen(minimal().html.replace("<main>", f"<main>{bad}"), (768,), tmp_path).values()
    assert hits == []
    assert len(view.refused) > 8


EVIL = (
    '<img src="http://127.0.0.1:9/x.png">', "<script>alert(1)</script>", '"><svg onload=alert(1)>', "{{ 7*7 }}",
    "</style><style>@import 'http://127.0.0.1:9/x.css';</style>", "url(file:///etc/passwd)", "asset:secret.svg",
)  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
def test_words_of_a_study_are_words_wherever_they_stand(tmp_path, evil):
    study = {
        "extends": str(MINIMAL), "title": evil, "subtitle": evil, "customer": evil,
        "document": {"authors": [evil], "reviewers": [evil], "commissioned_by": evil, "classification": evil,
                     "version": evil},
        "assumptions": {"discount_rate": {"value": 0.05, "status": "estimated", "source": evil, "note": evil,
                                          "label": evil}},
        "options": {"own": {"label": evil, "scope": {"cloud_spend": evil}}}, "scope": {"training": evil},
        "workloads": {"assistant": {"label": evil}}, "scenarios": {"users-5k": {"label": evil}},
        "comparisons": {"all": {"label": evil}},
        "cases": {"half": {"label": evil, "note": evil, "set": {"assumptions.discount_rate": 0.1}}},
        "report": {"reconstruction": evil, "claims": {"one": {
            "text": evil.replace("{", "{{").replace("}", "}}") + " {n}",
            "values": {"n": {"formula": "out_all_cloud_ratio_max"}},
        }}},
    }  # fmt: skip
    (tmp_path / "evil.yaml").write_text(yaml.safe_dump(study, allow_unicode=True), encoding="utf-8")
    paper = paper_of(tmp_path / "evil.yaml", workbook=b"x")
    said = paper.document
    assert set(re.findall(r"<img\b[^>]*?src=\"([^\"]*)", said)) == {"asset:logo.svg"}
    assert said.count("<style") == minimal().document.count("<style")
    assert "<script" not in said
    assert not re.search(r"<[a-z][^<>]*\son[a-z]+=", re.sub(r'="[^"]*"', '=""', said))
    assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", said)[0]
    assert paper_pdf(paper).startswith(b"%PDF")


@pytest.mark.parametrize("text", ["![x](http://127.0.0.1:9/x.png)", "[x](file:///etc/passwd)", "[x](javascript:x)"])
def test_markdown_that_leads_outside_stops_the_paper(tmp_path, text):
    study = {"extends": str(MINIMAL), "report": {"narrative": {"introduction": text}}}
    (tmp_path / "evil.yaml").write_text(yaml.safe_dump(study), encoding="utf-8")
    with pytest.raises(ReportError, match=r"cannot be shown|leads neither"):
        paper_of(tmp_path / "evil.yaml")


def test_html_in_markdown_is_shown_as_it_was_written(tmp_path):
    evil = '<iframe src="http://127.0.0.1:9/"></iframe> <b onclick="x()">b</b>'
    study = {"extends": str(MINIMAL), "report": {"narrative": {"introduction": evil}}}
    (tmp_path / "evil.yaml").write_text(yaml.safe_dump(study), encoding="utf-8")
    assert "&lt;iframe" in paper_of(tmp_path / "evil.yaml").document


@pytest.mark.parametrize(
    "inner",
    ["<script>x</script>", '<image href="http://x/y.png"/>', '<use href="#a"/>', "<foreignObject/>",
     '<rect style="fill: url(http://x)"/>', '<rect fill="url(http://x)"/>', '<a href="javascript:x"/>'],
)  # fmt: skip
def test_a_customers_logo_is_a_picture_and_nothing_else(tmp_path, inner):
    path = tmp_path / "logo.svg"
    path.write_text(f"<svg {SVG} viewBox='0 0 1 1'>{inner}</svg>", encoding="utf-8")
    with pytest.raises(ReportError, match="the logo holds"):
        read_picture(path)


@pytest.mark.parametrize("name", ["../logo.svg", "/etc/passwd", "https://example.org/logo.svg", "nowhere.svg"])
def test_a_customers_logo_lies_beside_the_study(tmp_path, name):
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "logo.svg").write_text(f"<svg {SVG}/>", encoding="utf-8")
    (home / "evil.yaml").write_text(yaml.safe_dump({"extends": str(MINIMAL), "customer_logo": name}), encoding="utf-8")
    with pytest.raises(ReportError, match=r"lies outside|there is no such file"):
        paper_of(home / "evil.yaml")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"display": {"family": 'X"; } a { background: url(x) } b {', "files": {700: "x.ttf"}}}, "no name of a font"),
        ({"display": {"family": "Own", "files": {700: "../../../etc/passwd"}}}, "outside"),
        ({"art": "../secret.svg"}, "outside"),
        ({"logo": "https://example.org/logo.svg"}, "there is no such file"),
        ({"colours": {"rule": "url(http://x)"}}, "no colour"),
        ({"cover": "url(http://x)"}, "cover"),
    ],
)  # fmt: skip
def test_a_brand_reaches_nothing_outside_its_folder(tmp_path, changes, said):
    changed(tmp_path, **changes)
    study = {"extends": str(MINIMAL), "brand": "brand"}
    (tmp_path / "evil.yaml").write_text(yaml.safe_dump(study), encoding="utf-8")
    with pytest.raises(ReportError, match=said):
        paper_of(tmp_path / "evil.yaml")
