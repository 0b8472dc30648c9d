"""Papers to put on a table: Excel, Word, HTML, JSON and calendar files, all from one set of figures."""
