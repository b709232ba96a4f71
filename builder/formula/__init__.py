"""The kernel: one syntax tree per formula, read four ways.

    parse.py       text -> nodes.py (an immutable tree with positions)
    evaluate.py    tree -> NumPy arrays, with a spreadsheet's semantics
    excel.py       tree -> Excel text, with Excel's precedence
    dimensions.py  tree -> its unit (unit.py), exactly, or an error at the character
    shapes.py      tree -> constant or one value per period
    words.py       tree -> a sentence in the reader's language

`functions.py` is the one table of functions that all of them read. Nothing here knows what the formulas are about.
"""
