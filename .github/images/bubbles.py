"""A chat as a picture: messages of the Bot API under one another, as chromium shows them."""

import subprocess
import tempfile
from datetime import datetime, tzinfo
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

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


def bubble(message: dict[str, Any], zone: tzinfo) -> str:
    """One message as Telegram shows it: what it answers, its text, its hour, its buttons."""
    mine = "" if message["from"]["is_bot"] else ' class="me"'
    answered = message.get("reply_to_message")
    quote = f"<q>{escape(answered['text'].splitlines()[0])}</q>" if answered else ""
    if "document" in message:
        quote += f"<b>📄 {escape(message['document']['file_name'])}</b>\n"
    at = datetime.fromtimestamp(message["date"], zone)
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    keys = ("".join(f"<span>{escape(button['text'])}</span>" for button in row) for row in rows)
    board = "".join(f"<nav>{row}</nav>" for row in keys)
    return f"<section{mine}><p>{quote}{marked(message)}<small>{at:%H:%M}</small></p>{board}</section>"


def marked(message: dict[str, Any]) -> str:
    """The text with its entities, whose places count UTF-16 units."""
    units = message.get("text", message.get("caption", "")).encode("utf-16-le")
    marks: dict[int, str] = {}
    for entity in message.get("entities", message.get("caption_entities", ())):
        if tag := TAGS.get(entity["type"]):
            start, end = entity["offset"], entity["offset"] + entity["length"]
            marks[start] = marks.get(start, "") + f"<{tag}>"
            marks[end] = f"</{tag}>" + marks.get(end, "")
    cuts = sorted({0, *marks, len(units) // 2})
    pieces = (units[2 * a : 2 * b].decode("utf-16-le") for a, b in pairwise(cuts))
    return "".join(marks.get(cut, "") + escape(piece) for cut, piece in zip(cuts, [*pieces, ""], strict=True))


def drawn(chat: list[dict[str, Any]], zone: tzinfo) -> Image.Image:
    """Messages one under the other."""
    body = "".join(bubble(message, zone) for message in chat)
    return photographed(f"<meta charset=utf-8><style>{STYLE}</style><main>{body}</main>")


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
