"""The kinds of chart, a file each: a frozen class of what is shown, and the function that draws it."""
