"""The edges: one reader a format, bytes in, lines and tables out."""
