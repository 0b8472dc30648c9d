"""Plan files written: their text, and where it is put."""
