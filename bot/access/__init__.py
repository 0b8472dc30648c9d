"""Who may do what: the table of rights, the commands and buttons that ask it."""
