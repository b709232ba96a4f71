"""What a start of the program pays for."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from builder.language import Language
english = Language.load("en", Path("templates/messages"))
print(english.say("Saves {x}", x=english.percent(0.38)), english.say_many("{n} node", "{n} nodes", 2))
print(english.short_money(22.5e6, "USD"), english.money(12.5, "KRW"), english.significant(1.234))
print(english.number_range(1, 2, english.multiple), english.date(date(2024, 4, 30)))
print(sorted(name for name in sys.modules if name.split(".")[0] in {"babel", "jinja2", "markupsafe", "gettext"}))
"""


def test_english_needs_neither_babel_nor_jinja():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == [
        "Saves 38% 2 nodes",
        "$22.5M ₩13 1.23",
        "1.0x to 2.0x April 30, 2024",
        "[]",
    ]
