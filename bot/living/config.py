"""Living configuration: what may change while the bot runs is followed, the rest is named as waiting."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.clock import Clock
from bot.delivery.aside import Guard
from bot.model.say import Mistake, Problem, say
from bot.settings import Settings, read_settings
from bot.texts import DEFAULT_FILE

log = logging.getLogger(__name__)

# Asked anew by every pass; the other keys are built into what runs.
LIVE = ("calendar", "agenda_time", "digest")
PAUSE = 5.0  # seconds between looks; an editor that puts a new file in place is no matter for these


@dataclass
class Follower:
    """Keeps the settings of one process in step with the configuration file.

    A file that is broken or gone leaves the last good settings in force. That is the operator's to mend,
    so the log alone is told, and not what the file says: it may hold the token.
    """

    config: Path | None
    settings: Settings
    clock: Clock
    adopt: Callable[[Settings], None]
    _seen: bytes | None = None

    async def run(self, guard: Guard) -> None:
        """Look every few seconds, until cancelled."""
        while True:
            await guard.run("config", self._look, None)
            await self.clock.sleep(PAUSE)

    async def _look(self) -> None:
        self.look()

    def look(self) -> None:
        """Read the file if it is not as it was, or was not taken up as a whole."""
        found = _bytes(self.config or DEFAULT_FILE)
        if found == self._seen:
            return
        try:
            if found is None:
                raise Mistake(Problem(str(self.config or DEFAULT_FILE), 1, say("settings.no_such_file")))
            self._follow(read_settings(self.config))
        except Mistake as mistake:
            self._keep(mistake)
        self._seen = found

    def _follow(self, found: Settings) -> None:
        fields = Settings.model_fields
        changed = [key for key in fields if getattr(found, key) != getattr(self.settings, key)]
        live, waiting = [k for k in changed if k in LIVE], [k for k in changed if k not in LIVE]
        if waiting:
            log.warning("action=config waits_for_restart=%s", ",".join(waiting))
        if live:
            now = self.settings.model_copy(update={key: getattr(found, key) for key in live})
            self.adopt(now)
            self.settings = now
            log.info("action=config in_force=%s", ",".join(live))

    def _keep(self, mistake: Mistake) -> None:
        log.warning("action=config kept=last_good problems=%d", len(mistake.what))
        for problem in mistake.what[:1]:
            if isinstance(problem, Problem):
                log.warning(
                    "action=config file=%s line=%d key=%s", problem.file, problem.line, problem.say.key
                )


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
