"""The only room that knows Telegram's library: updates in, messages out."""

import os
import sys

# The library's own switch for giving pauses as timedelta; without it, reading one is a deprecation.
os.environ.setdefault("PTB_TIMEDELTA", "1")

# httpx goes on without its command line, which would load click, pygments and rich: a fifth of the library.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # None: not to be found
