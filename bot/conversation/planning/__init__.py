"""A plan from the chat: a file sent, corrected, put in force, taken back."""
