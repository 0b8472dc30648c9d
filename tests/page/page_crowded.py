"""A chat of 20,000 messages: `python tests/page/page_crowded.py` prints the address of its rehearsal."""

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot import staging
from bot.app import told_to_stop, until
from bot.cli.terminal import tell
from bot.messages.snapshot import world_of
from bot.planfile.catalog import load
from bot.rehearsal.casting import cast
from bot.rehearsal.chats import Chats
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DAY = date(2025, 12, 1)
MANY = 20_000
LINES = 5  # the longest message

# Scrolls up, and gives the milliseconds that each frame took, the shortest first.
FRAMES = """async () => {
  const scroller = document.getElementById("history");
  const frames = [];
  let last = performance.now();
  for (let i = 0; i < 240; i++) {
    scroller.scrollTop -= 400;
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - last);
    last = performance.now();
  }
  return frames.sort((a, b) => a - b);
}"""


async def main() -> None:
    settings = Settings(plans=ROOT / "plans")
    catalog = load([settings.plans]).catalog
    play = replace(cast(world_of(settings, catalog), settings.agenda_time, DAY), acts=())
    with told_to_stop() as stop:
        async with staging.page(settings, catalog, DAY, play) as shown:
            fill(shown.session.stage.troupe.api.chats)
            tell(shown.address)
            await until(stop, shown.live())


def fill(chats: Chats) -> None:
    """The first person's chat: every third message is that person's, each of one line to five."""
    own, other = chats.people[:2]
    for number in range(MANY):
        text = "\n".join([f"Tin số {number}", *["thêm một dòng nữa"] * (number % LINES)])
        chats.post(chats.all[0], (other if number % 3 else own).as_json(), text=text)


if __name__ == "__main__":
    asyncio.run(main())
