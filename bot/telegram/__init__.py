"""The only room that knows Telegram's library: updates in, messages out."""

import os

# The library's own switch for giving pauses as timedelta; without it, reading one is a deprecation.
os.environ.setdefault("PTB_TIMEDELTA", "1")
