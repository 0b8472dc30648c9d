"""A local Bot API and people to play on it: run the whole bot without a token or a network."""
