"""Total cost of ownership: one YAML study, read as an Excel workbook and as a whitepaper that cannot disagree."""

__version__ = "0.1.0"
