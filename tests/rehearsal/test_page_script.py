"""What was done on the page, saved as a script: played again it gives the same messages."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from rehearsal_page import GROUP, LEADER, OFFICIAL, SECRETARY, Browser, Opened, open_page, settings
from test_page_people import picture

from bot import staging
from bot.model.say import Mistake, Problem
from bot.planfile.catalog import load
from bot.rehearsal.script import read_script
from bot.settings import Settings
from bot.texts import Texts

__all__ = ["open_page", "settings"]

CODE = re.compile("[A-Za-z0-9_-]{32}")  # of an invitation: another at each rehearsal
Seen = Mapping[str, list[tuple[str, Any]]]


async def saved(browser: Browser, folder: Path) -> Path:
    answer = await browser.client.get("api/script")
    assert answer.headers["content-disposition"] == 'attachment; filename="rehearsal.yaml"'
    file = folder / "rehearsal.yaml"
    file.write_bytes(answer.content)
    return file


def told(message: dict[str, Any]) -> tuple[str, Any]:
    """What a message of the bot's says and shows."""
    words = CODE.sub("…", message.get("text", message.get("caption", "")))
    markup = CODE.sub("…", str(message.get("reply_markup")))
    document = message.get("document", {}).get("file_name")
    return words, (document, markup, message["date"], message.get("edit_date"))


async def shown(browser: Browser) -> Seen:
    """Every chat's messages of the bot."""
    chats = (await browser.get("state"))["chats"]
    found = {chat["title"]: await browser.messages(chat["id"], limit=200) for chat in chats}
    return {title: [told(m) for m in all_ if m["from"]["is_bot"]] for title, all_ in found.items()}


async def replayed(settings: Settings, file: Path, *, copy: bool = False) -> Seen:
    """The same, played by the script alone."""
    catalog = load([settings.plans]).catalog
    script = read_script(file, catalog, settings.zone)
    first, last = script.days(None, None)
    async with staging.staged(settings, catalog, first, script, copy) as (stage, _, codes):
        await stage.open(codes)
        await stage.play(last, settings.zone)
        api = stage.troupe.api
        return {
            chat.title: [told(m) for m in chat.messages.values() if api.chats.by_bot(m)]
            for chat in api.chats.all
        }


async def test_a_saved_script_gives_the_same_messages_again(
    open_page: Opened, settings: Settings, tmp_path: Path
) -> None:
    async with open_page() as browser:
        await browser.move("event")
        agenda = (await browser.messages(OFFICIAL))[-1]["message_id"]
        number = await browser.say(OFFICIAL, "1 đang làm 10%", reply_to=agenda)
        changed = {"message": number, "text": "1 đang làm 60%"}
        await browser.post("edit", person=OFFICIAL, chat=OFFICIAL, **changed)
        await browser.press(OFFICIAL, "2")
        await browser.press(OFFICIAL, "Đang làm 50%")
        files = [(f"{colour}.png", picture(colour=colour), "image/png") for colour in ("red", "blue")]
        await browser.send(OFFICIAL, *files, caption="III.2.1-5 xong", photo=True)
        await browser.move("date", date="2026-01-13")
        await browser.say(LEADER, "/tiendo", chat=GROUP)
        new = (await browser.post("person", name="Người mới"))["id"]
        await browser.say(SECRETARY, "/moi")
        await browser.press(SECRETARY, "Lãnh đạo")
        payload = (await browser.texts(SECRETARY))[-1].partition("?start=")[2].split()[0]
        await browser.post("start", person=new, payload=payload)
        await browser.say(new, "/tiendo")
        await browser.press(new, "Excel")
        group = (await browser.post("group", title="Tổ giúp việc", person=LEADER))["id"]
        await browser.post("start", person=LEADER, payload="", group=group)
        await browser.post("block", person=OFFICIAL, blocked=True)
        await browser.move("date", date="2026-01-20")
        await browser.post("block", person=OFFICIAL, blocked=False)
        seen, file = await shown(browser), await saved(browser, tmp_path)
    assert payload not in file.read_text(encoding="utf-8")
    again = await replayed(settings, file)
    assert again.keys() == seen.keys()
    for chat, messages in seen.items():
        assert again[chat] == messages, chat


async def test_a_script_names_messages_by_number_and_words(open_page: Opened, tmp_path: Path) -> None:
    async with open_page() as browser:
        await browser.move("event")
        await browser.press(OFFICIAL, "1")
        script = yaml.safe_load((await saved(browser, tmp_path)).read_bytes())
    (act,) = script["acts"]
    assert (act["who"], act["press"], act["of"]) == ("ubnd-tp", "1", "Việc cần báo cáo – 5/1/2026")
    assert isinstance(act["message"], int)
    assert (script["opens"], script["ends"]) == ("2026-01-05", "2026-01-05")


async def test_a_script_that_was_played_is_in_the_one_that_is_saved(
    open_page: Opened, settings: Settings, tmp_path: Path
) -> None:
    async with open_page() as browser:
        await browser.move("event")
        await browser.press(OFFICIAL, "1")
        first = await saved(browser, tmp_path)
    async with open_page(script=first) as browser:
        await browser.move("day")
        await browser.say(OFFICIAL, "/viec")
        script = yaml.safe_load((await saved(browser, tmp_path)).read_bytes())
    assert [act.get("press", act.get("say")) for act in script["acts"]] == ["1", "/viec"]


ACTORS = """
actors:
  - {id: ubnd, name: Trưởng phòng, role: official, unit: ubnd-tp}
acts:
  - {at: 2026-01-05 09:00, who: ubnd, say: /viec}
"""


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("press: Không có", "press: tin của bot ở đây không có nút “Không có” vào lúc 2026-01-05 09:01"),
        ("press: Không có, message: 3", "press: tin của bot ở đây không có nút “Không có”"),
        ("press: 1, message: 99", "message: ở đây không có tin số 99 vào lúc 2026-01-05 09:01"),
        ("press: 1, message: 3, of: Bản tin", "of: tin số 3 bắt đầu bằng “Việc cầ”, không phải “Bản tin”"),
        ("say: /viec, expect: Không có câu này", "expect: bot trả lời “"),
        ("follow: ubnd, message: 3", "follow: tin số 3 không có đường dẫn mở bot"),
        ("edit: x, message: 3", "không làm được vào lúc 2026-01-05 09:01"),
    ],
)
async def test_a_replay_that_finds_something_else_says_file_and_line(
    settings: Settings, tmp_path: Path, act: str, said: str
) -> None:
    file = tmp_path / "script.yaml"
    file.write_text(f"{ACTORS}  - {{at: 2026-01-05 09:01, who: ubnd, {act}}}\n", encoding="utf-8")
    with pytest.raises(Mistake) as caught:
        await replayed(settings, file)
    (problem,) = caught.value.what
    assert isinstance(problem, Problem)
    assert Texts("vi").problem(problem).startswith(f"{file}:6: {said}")


async def test_an_answer_as_expected_goes_on(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "script.yaml"
    acts = "  - {at: 2026-01-05 09:01, who: ubnd, press: 1, expect: III.2.1-9}\n"
    acts += "  - {at: 2026-01-05 09:02, who: ubnd, say: đã xong, reply: true, expect: Đã ghi}\n"
    file.write_text(ACTORS + acts, encoding="utf-8")
    assert await replayed(settings, file)


async def test_a_file_may_stand_beside_the_script(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "anh.png").write_bytes(picture())
    file = tmp_path / "script.yaml"
    acts = "  - {at: 2026-01-05 09:01, who: ubnd, send: anh, as: photo, say: III.2.1-5 xong, expect: 📎}\n"
    files = "files:\n  - {id: anh, name: anh.png, path: anh.png}\n"
    file.write_text(ACTORS + acts + files, encoding="utf-8")
    assert await replayed(settings, file)
    (tmp_path / "anh.png").unlink()
    with pytest.raises(Mistake) as caught:
        await replayed(settings, file)
    (problem,) = caught.value.what
    assert isinstance(problem, Problem) and problem.line == 8


async def test_a_large_file_is_to_stand_beside_the_script(
    open_page: Opened, settings: Settings, tmp_path: Path
) -> None:
    data = b"x" * 4_000_000
    async with open_page() as browser:
        await browser.send(OFFICIAL, ("lon.txt", data, "text/plain"), caption="III.2.1-5 xong")
        file = await saved(browser, tmp_path)
    assert "# Đặt cạnh tệp này: lon.txt" in file.read_text(encoding="utf-8").splitlines()
    with pytest.raises(Mistake):
        await replayed(settings, file)
    (tmp_path / "lon.txt").write_bytes(data)
    assert await replayed(settings, file)
