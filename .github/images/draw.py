"""Draws README's pictures from the shipped rehearsal: `python .github/images/draw.py`, with chromium.

chat.png is an official's first morning as the bot's own Bot API kept it; digest.png the picture that went
to the group with the last digest.
"""

import asyncio
import io
import subprocess
import tempfile
from datetime import date, datetime, tzinfo
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PIL import Image, ImageChops

from bot import staging
from bot.planfile.catalog import load
from bot.rehearsal import script as scripts
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.lines import Line
from bot.rehearsal.troupe import FIRST_ID
from bot.settings import Settings

HERE = Path(__file__).parent
WIDTH, LONGEST, COLOURS = 620, 1600, 128
CHROMIUM = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
]
TAGS = {"bold": "b", "italic": "i", "code": "code", "strikethrough": "s"}
STYLE = """
body { margin: 0; background: #fff; font: 15px/1.4 "Noto Sans", "DejaVu Sans", sans-serif; color: #111 }
main { padding: 14px; display: flex; flex-direction: column; gap: 8px; background: #d7e3ec }
section { max-width: 520px; align-self: flex-start }
section.me { align-self: flex-end }
p { margin: 0; padding: 8px 12px; border-radius: 12px; background: #fff; white-space: pre-line }
.me p { background: #e3fbd0 }
q { display: block; border-left: 3px solid #4a90c2; padding-left: 8px; color: #456; quotes: none }
small { display: block; text-align: right; color: #789 }
nav { display: flex; gap: 4px; margin-top: 4px }
nav span { flex: 1; text-align: center; padding: 6px; border-radius: 8px; background: #7f9db3; color: #fff }
"""


async def played(settings: Settings) -> tuple[list[dict[str, Any]], bytes]:
    """The official's messages of the first morning, and the group's last picture."""
    stages: list[BotApi] = []

    class Kept(BotApi):
        def __init__(self, **values: Any) -> None:
            super().__init__(**values)
            stages.append(self)

    catalog = load([settings.plans]).catalog
    script = scripts.read_script(Path(scripts.__file__).with_name("script.yaml"), catalog, settings.zone)
    seen: list[Line] = []
    with patch.object(staging, "BotApi", Kept):
        await staging.rehearse(settings, catalog, date(2025, 12, 1), date(2026, 1, 5), script, seen.append)
    order = [actor.id for actor in script.actors]
    chat = stages[0].messages(FIRST_ID + order.index("cong-an"))
    group = stages[0].messages(-FIRST_ID - order.index("nhom"))
    stored = stages[0].files.info([m for m in group if "photo" in m][-1]["photo"][-1]["file_id"])
    return chat[2:5], stages[0].files.at(stored["file_path"]) or b""  # behind /start and its answer


def bubble(message: dict[str, Any], zone: tzinfo) -> str:
    """One message as Telegram shows it: what it answers, its text, its hour, its buttons."""
    mine = "" if message["from"]["is_bot"] else ' class="me"'
    answered = message.get("reply_to_message")
    quote = f"<q>{escape(answered['text'].splitlines()[0])}</q>" if answered else ""
    at = datetime.fromtimestamp(message["date"], zone)
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    keys = ("".join(f"<span>{escape(button['text'])}</span>" for button in row) for row in rows)
    board = "".join(f"<nav>{row}</nav>" for row in keys)
    return f"<section{mine}><p>{quote}{marked(message)}<small>{at:%H:%M}</small></p>{board}</section>"


def marked(message: dict[str, Any]) -> str:
    """The text with its entities, whose places count UTF-16 units."""
    units = message["text"].encode("utf-16-le")
    marks: dict[int, str] = {}
    for entity in message.get("entities", ()):
        if tag := TAGS.get(entity["type"]):
            start, end = entity["offset"], entity["offset"] + entity["length"]
            marks[start] = marks.get(start, "") + f"<{tag}>"
            marks[end] = f"</{tag}>" + marks.get(end, "")
    cuts = sorted({0, *marks, len(units) // 2})
    pieces = (units[2 * a : 2 * b].decode("utf-16-le") for a, b in pairwise(cuts))
    return "".join(marks.get(cut, "") + escape(piece) for cut, piece in zip(cuts, [*pieces, ""], strict=True))


def photographed(page: str) -> Image.Image:
    """The page as chromium shows it, without the white below it."""
    with tempfile.TemporaryDirectory() as folder:
        source, picture = Path(folder, "chat.html"), Path(folder, "chat.png")
        source.write_text(page, encoding="utf-8")
        size = f"--window-size={WIDTH},{LONGEST}"
        command = [*CHROMIUM, size, f"--user-data-dir={folder}/user", f"--screenshot={picture}"]
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True)
        seen = Image.open(picture).convert("RGB")
    return seen.crop(ImageChops.difference(seen, Image.new("RGB", seen.size, "white")).getbbox())


def kept(image: Image.Image, name: str) -> None:
    image.convert("RGB").quantize(COLOURS).save(HERE / name, optimize=True)


def main() -> None:
    settings = Settings(plans=HERE.parents[1] / "plans")
    chat, digest = asyncio.run(played(settings))
    body = "".join(bubble(message, settings.zone) for message in chat)
    kept(photographed(f"<meta charset=utf-8><style>{STYLE}</style><main>{body}</main>"), "chat.png")
    kept(Image.open(io.BytesIO(digest)), "digest.png")


if __name__ == "__main__":
    main()
