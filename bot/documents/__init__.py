"""Files that people send, taken apart: one reader a format, bytes in, lines and tables out."""
