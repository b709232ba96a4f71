"""Coming home: a workbook that others edited is read back, compared with its study, and merged into it."""
