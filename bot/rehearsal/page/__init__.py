"""The rehearsal page: the stand-in for Telegram seen and moved from a browser on this machine."""
