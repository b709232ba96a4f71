"""A layout as an .xlsx file: cells with cached values, styles, names, validation, native charts, the same bytes each time."""
