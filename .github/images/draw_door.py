"""Draws the pictures of plans/README.md: `python .github/images/draw_door.py`, with chromium, LibreOffice's
soffice and poppler's pdftoppm.

A secretary makes a plan of a signed document in the chat: the real bot reads it, the Bot API that comes with
the project carries the files, LibreOffice shows the sheet.
"""

import asyncio
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from bubbles import drawn, kept
from docx import Document
from PIL import Image, ImageChops

from bot.living.plans import Watcher
from bot.messages.snapshot import world_of
from bot.model.people import Role
from bot.model.plan import Catalog
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.params import Upload
from bot.rehearsal.virtual import VirtualClock
from bot.runtime import Robot
from bot.settings import Settings
from bot.store.store import Store
from bot.telegram.invitations import make_invite

SECRETARY, POLICE = 1001, 1002
PLAN, ROWS = "chay-rung-2026", 10
LINES = (
    "ỦY BAN NHÂN DÂN XÃ",
    "Số: 24/KH-UBND",
    "Ngày 12 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Phòng cháy, chữa cháy rừng năm 2026",
    "I. BIỆN PHÁP PHÒNG NGỪA",
    "1. Công an xã xây dựng phương án chữa cháy rừng, hoàn thành trước ngày 23/01/2026.",
    "2. Phòng Kinh tế rà soát các khu rừng dễ cháy, lập bản đồ; hoàn thành trước ngày 28/02/2026.",
    "3. Tuyên truyền trên hệ thống truyền thanh cơ sở về cấp dự báo cháy rừng.",
    "II. SẴN SÀNG CHỮA CHÁY",
    "1. Ban Chỉ huy Quân sự xã tổ chức diễn tập chữa cháy rừng, hoàn thành trong Quý I/2026.",
    "2. Công an xã kiểm tra phương tiện chữa cháy của các thôn, định kỳ hằng quý báo cáo kết quả.",
)
SHEET = "Nhiệm vụ"
STEP = timedelta(minutes=2)


@dataclass
class Stage:
    """The chat, the bot, and the folder that is empty at first."""

    api: BotApi
    robot: Robot
    watcher: Watcher
    clock: VirtualClock

    def of(self, user: int) -> list[dict[str, Any]]:
        return self.api.messages(user)

    async def says(self, text: str) -> None:
        self.api.say(SECRETARY, SECRETARY, text)
        await self.goes_on()

    async def sends(self, upload: Upload) -> None:
        self.api.send_file(SECRETARY, SECRETARY, upload)
        await self.goes_on()

    async def presses(self, label: str) -> None:
        self.api.press(SECRETARY, SECRETARY, self.of(SECRETARY)[-1]["message_id"], label)
        await self.goes_on()

    async def goes_on(self) -> None:
        self.clock.move_to(self.clock.now() + STEP)
        await self.robot.step()
        await self.watcher.look()
        await self.robot.step()

    def sheet(self) -> Upload:
        sent = next(m["document"] for m in reversed(self.of(SECRETARY)) if "document" in m)
        stored = self.api.files.info(sent["file_id"])
        return Upload(sent["file_name"], self.api.files.at(stored["file_path"]) or b"", "")


def document() -> Upload:
    made, data = Document(), BytesIO()
    for line in LINES:
        made.add_paragraph(line)
    made.save(data)
    return Upload("Kế hoạch 24.docx", data.getvalue(), "")


def edited(upload: Upload, **cells: str) -> Upload:
    """The workbook with other words in some cells of its tasks."""
    book, data = openpyxl.load_workbook(BytesIO(upload.data)), BytesIO()
    for cell, value in cells.items():
        book[SHEET][cell] = value
    book.save(data)
    return Upload(upload.name, data.getvalue(), "")


def shown(upload: Upload) -> Image.Image:
    """The tasks' page of a workbook, as LibreOffice shows it; its empty rows left away."""
    book, data = openpyxl.load_workbook(BytesIO(upload.data)), BytesIO()
    page = str(book.sheetnames.index(SHEET) + 1)  # each sheet before it is printed on one
    book[SHEET].print_area = f"A1:I{ROWS}"
    book.save(data)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "sheet.xlsx").write_bytes(data.getvalue())
        profile = f"-env:UserInstallation={Path(folder, 'user').as_uri()}"
        office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*office, f"{folder}/sheet.xlsx"], check=True, capture_output=True)
        paper = ["pdftoppm", "-r", "130", "-png", "-singlefile", "-f", page]
        subprocess.run([*paper, f"{folder}/sheet.pdf", f"{folder}/sheet"], check=True)
        seen = Image.open(f"{folder}/sheet.png").convert("RGB")
    seen = seen.crop((0, 0, seen.width, seen.height * 9 // 10))  # without the page's number
    return seen.crop(ImageChops.difference(seen, Image.new("RGB", seen.size, "white")).getbbox())


async def play(stage: Stage, code: str) -> dict[str, Image.Image]:
    zone, pictures = stage.robot.settings.zone, {}
    stage.api.press_start(SECRETARY, code)
    await stage.goes_on()
    await stage.sends(document())
    pictures["door-draft.png"] = drawn(stage.of(SECRETARY)[1:], zone)
    draft, seen = stage.sheet(), len(stage.of(SECRETARY))
    pictures["door-sheet.png"] = shown(draft)

    await stage.sends(edited(draft, F5="Kinh tế xã", H6="khi nào xong"))
    pictures["door-mistakes.png"] = drawn(stage.of(SECRETARY)[seen:], zone)
    seen = len(stage.of(SECRETARY))
    await stage.sends(edited(draft, H6="Trong Quý I/2026"))
    pictures["door-diff.png"] = drawn(stage.of(SECRETARY)[seen:], zone)
    await stage.presses("Áp dụng")
    applied = stage.of(SECRETARY)[-1:]

    await stage.says("/moi công an xã cán bộ Phó Trưởng Công an xã")
    pictures["door-applied.png"] = drawn([*applied, *stage.of(SECRETARY)[-3:]], zone)
    invited = stage.of(SECRETARY)[-1]["text"].partition("start=")[2].split()[0]
    stage.api.press_start(POLICE, invited)
    await stage.goes_on()
    pictures["door-reminder.png"] = drawn(stage.of(POLICE)[-1:], zone)
    return pictures


async def pictures(folder: Path) -> dict[str, Image.Image]:
    settings = Settings(plans=folder)
    clock = VirtualClock(datetime(2026, 1, 15, 8, tzinfo=settings.zone))
    with Store.scratch() as store:
        async with BotApi(now=clock.now) as api:
            for user, name in ((SECRETARY, "Thư ký"), (POLICE, "Cán bộ")):
                api.add_person(user, name)
            pointed = settings.with_telegram(api.token, api.base_url)
            robot = Robot(pointed, world_of(pointed, Catalog()), store, clock)

            def adopt(catalog: Catalog) -> None:
                robot.adopt(world_of(pointed, catalog))

            watcher = Watcher(folder, Catalog(), store, clock, lambda: robot.world, adopt, robot.post.set)
            await robot.start()
            try:
                name, now = robot.dispatcher.bot_name, clock.now()
                invite = make_invite(store, name, Role.SECRETARY, now, plan=PLAN)
                return await play(Stage(api, robot, watcher, clock), invite.code)
            finally:
                await robot.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, picture in asyncio.run(pictures(Path(folder))).items():
            kept(picture, name)


if __name__ == "__main__":
    main()
