"""A layout as an .xlsx file: cached values, styles, names, validation, native charts, the same bytes each time."""
