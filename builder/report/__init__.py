"""The whitepaper: charts, text, pages."""
