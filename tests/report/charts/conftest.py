"""The document's fonts, one sample of every kind of chart, and a reader that takes a drawn chart apart again."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import pytest

from builder.paths import templates_dir
from builder.report.charts import (
    Canvas,
    Crossing,
    Distribution,
    Fan,
    FontMetrics,
    GroupedBars,
    Heatmap,
    Lines,
    Mark,
    Numbers,
    Series,
    StackedBar,
    StackedBars,
    Swing,
    TextWidths,
    Theme,
    Tornado,
    Waterfall,
    Words,
    distribution,
    fan,
    grouped_bars,
    heatmap,
    lines,
    stacked_bars,
    tornado,
    waterfall,
)
from builder.report.charts.svg import Box

SVG = "{http://www.w3.org/2000/svg}"


@cache
def document_theme():
    folder = templates_dir() / "fonts"

    def metrics(file):
        return FontMetrics.from_bytes((folder / f"{file}.ttf").read_bytes())

    hanja = metrics("NotoSansKR-Regular")
    return Theme(
        TextWidths({400: (metrics("Pretendard-Regular"), hanja), 600: (metrics("Pretendard-SemiBold"), hanja)})
    )


@pytest.fixture(scope="session")
def theme():
    return document_theme()


def dollars(value):
    sign = "\u2212" if value < 0 else ""
    for size, unit in ((1e6, "M"), (1e3, "K")):
        if abs(value) >= size:
            return f"{sign}${abs(value) / size:.3g}{unit}"
    return f"{sign}${abs(value):.3g}"


@pytest.fixture(scope="session")
def numbers():
    return Numbers(dollars, dollars)


@dataclass(frozen=True)
class Writing:
    """One line of text as drawn, and the box its letters fill."""

    words: str
    box: Box
    size: float
    weight: int
    colour: str


class Picture:
    """A chart read back from its SVG."""

    def __init__(self, chart, theme):
        self.chart = chart
        self.root = ET.fromstring(chart.svg)
        _, _, width, height = map(float, self.root.get("viewBox").split())
        self.canvas = Box(0, 0, width, height)
        self.writings = [self._writing(each, theme) for each in self.root.iter(f"{SVG}text")]

    @staticmethod
    def _writing(text, theme):
        size, weight = float(text.get("font-size")), int(text.get("font-weight"))
        width = theme.measure(text.text, size, weight)
        box = Box(float(text.get("x")), float(text.get("y")) - 0.76 * size, width, 0.98 * size)
        return Writing(text.text, box, size, weight, text.get("fill"))

    def boxes(self, name):
        """The rectangles of this class, in the order they were drawn."""
        return [
            Box(*(float(each.get(side)) for side in ("x", "y", "width", "height")))
            for each in self.root.iter(f"{SVG}rect")
            if each.get("class") == name
        ]

    def fills(self, name):
        return [each.get("fill") for each in self.root.iter(f"{SVG}rect") if each.get("class") == name]

    def paths(self, name):
        """The points of the paths of this class."""
        return [
            [tuple(map(float, point.split())) for point in each.get("d").strip("MZ").replace("M", "L").split("L")]
            for each in self.root.iter(f"{SVG}path")
            if each.get("class") == name
        ]

    def lines(self, name):
        return [
            tuple(float(each.get(end)) for end in ("x1", "y1", "x2", "y2"))
            for each in self.root.iter(f"{SVG}line")
            if each.get("class") == name
        ]

    @property
    def words(self):
        return [writing.words for writing in self.writings]

    def find(self, words):
        """The one line of text that reads so."""
        (found,) = (writing for writing in self.writings if writing.words == words)
        return found

    def overlaps(self):
        """Pairs of lines of text that run into each other."""
        return [(one.words, other.words) for one, other in combinations(self.writings, 2) if one.box.meets(other.box)]

    def outside(self):
        """Lines of text that leave the canvas."""
        room = Box(-0.5, -0.5, self.canvas.width + 1, self.canvas.height + 1)
        return [writing.words for writing in self.writings if not writing.box.within(room)]


@pytest.fixture(scope="session")
def picture(theme):
    """`picture(chart)` reads a chart back."""
    return lambda chart: Picture(chart, theme)


KOREAN = {
    "On-premises": "온프레미스",
    "Amazon EC2": "아마존 EC2",
    "Mistral 7B, 5,000 users": "미스트랄 7B, 사용자 5,000명",
    "Mistral 7B, 50,000 users": "미스트랄 7B, 사용자 50,000명",
    "Power and cooling": "전력 및 냉각",
    "Initial purchase": "초기 구매 비용",
    "Cloud spend": "클라우드 지출",
    "Depreciation benefit": "감가상각 혜택",
    "Infrastructure administration": "인프라스트럭처 관리",
    "Break-even in month 5": "5개월 차에 손익분기",
}


def _grouped(say, canvas, numbers):
    return grouped_bars(
        GroupedBars(
            (say("Mistral 7B, 5,000 users"), say("Mistral 7B, 50,000 users")),
            (Series(say("On-premises"), (291_495, 360_947)), Series(say("Amazon EC2"), (559_765, 581_919))),
            notes=(say("1.9x"), say("1.6x")),
            note_title=say("Amazon EC2 / On-premises"),
            words=Words(say("Scenario"), say("US$, three years")),
        ),
        document_theme(),
        numbers,
        canvas,
    )


def _stacked(say, canvas, numbers):
    parts = ("Initial purchase", "Depreciation benefit", "Power and cooling", "Cloud spend")
    return stacked_bars(
        StackedBars(
            tuple(map(say, parts)),
            (
                StackedBar(say("Mistral 7B, 5,000 users"), say("On-premises"), (190e3, -25e3, 126e3, 0), strong=True),
                StackedBar(say("Mistral 7B, 5,000 users"), say("Amazon EC2"), (0, 0, 60e3, 500e3)),
            ),
            total=say("Total"),
            words=Words(say("Category"), say("US$, three years")),
        ),
        document_theme(),
        numbers,
        canvas,
    )


def _lines(say, canvas, numbers):
    months = tuple(range(13))
    return lines(
        Lines(
            months,
            tuple(str(month) for month in months),
            (
                Series(say("On-premises"), tuple(1.9e6 + 62e3 * month for month in months)),
                Series(say("Amazon EC2"), tuple(467e3 * month for month in months)),
            ),
            (Crossing(4.69, 2.19e6, say("Break-even in month 5")),),
            Words(say("Month"), say("Cumulative cost"), say("Months")),
        ),
        document_theme(),
        numbers,
        canvas,
    )


def _fan(say, canvas, numbers):
    return fan(
        Fan(
            (0, 1, 2),
            (say("Start"), say("Year 1"), say("Year 2")),
            tuple(
                Series(say(name), (1e6, share * 2e6, share * 3e6))
                for name, share in (("P5", 0.8), ("P25", 0.93), ("P50", 1.0), ("P75", 1.1), ("P95", 1.3))
            ),
            words=Words(say("Percentile"), say("Cumulative cost")),
        ),
        document_theme(),
        numbers,
        canvas,
    )


def _tornado(say, canvas, numbers):
    return tornado(
        Tornado(
            Mark(say("Base case"), 4e6),
            (
                Swing(say("Purchase price"), 3.1e6, 5.2e6, say("$80,000 to $140,000")),
                Swing(say("Power and cooling"), 3.9e6, 4.2e6, say("0.10 to 0.25 USD/kWh")),
                Swing(say("Useful life"), 4.4e6, 4.7e6, say("3 to 5 years")),
            ),
            say("Low"),
            say("High"),
            words=Words(say("Driver"), say("US$, three years")),
        ),
        document_theme(),
        numbers,
        canvas,
    )


def _distribution(say, canvas, numbers):
    return distribution(
        Distribution(
            (1e6, 2e6, 3e6, 4e6, 5e6),
            (10, 40, 30, 20),
            (Mark(say("P10"), 2.0e6), Mark(say("P50"), 2.7e6), Mark(say("P90"), 4.5e6)),
            core=(2e6, 4.5e6),
            words=Words(say("Percentile"), say("US$, three years")),
        ),
        document_theme(),
        numbers,
        canvas,
    )


def _waterfall(say, canvas, numbers):
    return waterfall(
        Waterfall(
            Mark(say("Amazon EC2"), 581_919),
            (
                Mark(say("Cloud spend"), -400_000),
                Mark(say("Initial purchase"), 116_400),
                Mark(say("Infrastructure administration"), 62_628),
            ),
            Mark(say("On-premises"), 360_947),
            words=Words(say("Category"), say("US$, three years")),
        ),
        document_theme(),
        numbers,
        canvas,
    )


def _heatmap(say, canvas, numbers):
    return heatmap(
        Heatmap(
            (say("40 h"), say("80 h"), say("168 h")),
            (say("$60K"), say("$120K")),
            ((0.9, 1.6, 3.0), (0.5, 0.9, 1.4)),
            above=say("On-premises is cheaper"),
            below=say("Amazon EC2 is cheaper"),
            base=(1, 2),
            base_label=say("Base case"),
            words=Words(say("Price"), say("Price of a node"), say("Hours a week")),
        ),
        document_theme(),
        Numbers(lambda value: f"{value:.1f}x", dollars),
        canvas,
    )


SAMPLES = {
    "grouped": _grouped,
    "stacked": _stacked,
    "lines": _lines,
    "fan": _fan,
    "tornado": _tornado,
    "distribution": _distribution,
    "waterfall": _waterfall,
    "heatmap": _heatmap,
}


@pytest.fixture(params=SAMPLES)
def kind(request):
    """The name of every kind of chart in turn."""
    return request.param


@pytest.fixture
def sample(kind, numbers):
    """`sample()` draws the kind's sample; `say` changes every word of it."""

    def draw(say=str, canvas=Canvas("figure")):  # noqa: B008
        return SAMPLES[kind](say, canvas, numbers)

    return draw


@pytest.fixture
def samples(numbers):
    """`samples(say)` draws the samples of all kinds, each under its own key, which `prefix` begins."""

    def draw_all(say=str, prefix=""):
        return [draw(say, Canvas(prefix + name), numbers) for name, draw in SAMPLES.items()]

    return draw_all


@pytest.fixture(scope="session")
def korean():
    return lambda words: KOREAN.get(words, words)
