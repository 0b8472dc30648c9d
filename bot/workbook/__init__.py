"""A plan as an Excel workbook that people fill in, and back, each mistake with its cell."""
