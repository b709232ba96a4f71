"""Charts as SVG: numbers and words in, a drawing with its text alternative and its table out."""
