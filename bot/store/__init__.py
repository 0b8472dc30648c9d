"""All SQL: tables, migrations and one repository a word, behind `Store` and `Transaction`."""
