"""Where every value of a study stands in its workbook: sheets as plain data, before any file format.

The workbook writes what stands here, the whitepaper cites its addresses. Every formula is a kernel tree printed with
the addresses of what it reads, and every value comes from the kernel's evaluator.
"""
