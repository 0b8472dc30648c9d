"""The page's people: what each does reaches the real bot over HTTP, and what it answers comes back."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from rehearsal_page import GROUP, HEAD, LEADER, OFFICIAL, SECRETARY, Browser, Opened, open_page, settings

__all__ = ["open_page", "settings"]


def picture(format: str = "PNG", colour: str = "red") -> bytes:
    data = BytesIO()
    Image.new("RGB", (120, 80), colour).save(data, format)
    return data.getvalue()


async def test_everybody_is_linked_when_the_page_begins(open_page: Opened) -> None:
    async with open_page() as browser:
        state = await browser.get("state")
    people = {each["id"]: each for each in state["people"]}
    assert people[OFFICIAL] == {
        "id": OFFICIAL,
        "name": "Đầu mối UBND thành phố",
        "role": "official",
        "unit": "UBND thành phố",
        "blocked": False,
    }
    assert [people[id]["role"] for id in (SECRETARY, LEADER, HEAD)] == ["secretary", "leader", "head"]
    assert (state["language"], state["copy"], state["scratch"], state["from"]) == (
        "vi",
        False,
        True,
        "2026-01-05",
    )
    assert next((plan["number"], plan["tasks"]) for plan in state["plans"]) == ("07-KH/TU", 65)
    group = next(chat for chat in state["chats"] if chat["id"] == GROUP)
    assert (group["kind"], group["members"]) == ("supergroup", sorted(people))
    assert state["commands"][str(OFFICIAL)][0].keys() == {"command", "description"}
    assert len(state["commands"][str(SECRETARY)]) > len(state["commands"][str(OFFICIAL)])


async def test_a_sentence_is_answered_by_the_bot_and_a_reply_keeps_what_it_answers(open_page: Opened) -> None:
    async with open_page() as browser:
        await browser.move("event")
        agenda = (await browser.messages(OFFICIAL))[-1]
        number = await browser.say(OFFICIAL, "1 đang làm 40%", reply_to=agenda["message_id"])
        said, answer = (await browser.messages(OFFICIAL))[-2:]
    assert (said["message_id"], said["reply_to_message"]["message_id"]) == (number, agenda["message_id"])
    assert answer["text"].startswith("✅ Đã ghi")


async def test_a_press_is_answered_with_a_toast_and_changes_the_message(open_page: Opened) -> None:
    async with open_page() as browser:
        await browser.move("event")
        await browser.press(OFFICIAL, "1")
        async with browser.events(after=(await browser.get("state"))["seq"]) as events:
            await browser.press(OFFICIAL, "Đang làm 50%")
            toast = await events.until("toast")
    assert (toast["person"], toast["chat"], toast["alert"]) == (OFFICIAL, OFFICIAL, False)
    assert toast["text"]


async def test_in_a_group_a_command_is_answered_there(open_page: Opened) -> None:
    async with open_page() as browser:
        await browser.say(LEADER, "/tiendo", chat=GROUP)
        assert "07-KH/TU: đã hoàn thành" in (await browser.texts(GROUP))[-1]


async def test_an_own_message_is_changed(open_page: Opened) -> None:
    async with open_page() as browser:
        await browser.move("event")
        agenda = (await browser.messages(OFFICIAL))[-1]["message_id"]
        number = await browser.say(OFFICIAL, "1 đang làm 10%", reply_to=agenda)
        await browser.post(
            "edit",
            person=OFFICIAL,
            chat=OFFICIAL,
            message=number,
            text="1 đang làm 60%",
        )
        changed = next(m for m in await browser.messages(OFFICIAL) if m["message_id"] == number)
        assert changed["text"].endswith("60%") and changed["edit_date"]
        assert "60%" in (await browser.texts(OFFICIAL))[-1]


async def test_a_picture_becomes_evidence_and_is_shown_and_a_document_is_kept(open_page: Opened) -> None:
    async with open_page() as browser:
        await browser.say(OFFICIAL, "/capnhat III.2.1-5 đang làm 60%")
        answered = (await browser.messages(OFFICIAL))[-1]["message_id"]
        made = await browser.send(
            OFFICIAL, ("anh.jpg", picture("JPEG"), "image/jpeg"), reply_to=answered, photo=True
        )
        shown = next(m for m in await browser.messages(OFFICIAL) if m["message_id"] == made["message_ids"][0])
        assert [(size["width"], size["height"]) for size in shown["photo"]] == [(120, 80)]
        image = await browser.client.get(f"api/file/{shown['photo'][0]['file_id']}")
        assert (image.content, image.headers["content-type"]) == (picture("JPEG"), "image/jpeg")
        await browser.send(OFFICIAL, ("báo cáo.html", b"<b>x</b>", "text/html"), caption="minh chứng")
        sent = [m for m in await browser.messages(OFFICIAL) if "document" in m][-1]
        kept = await browser.client.get(f"api/file/{sent['document']['file_id']}")
        assert kept.headers["content-disposition"].startswith("attachment; filename*=UTF-8''b%C3%A1o")
        assert kept.headers["content-type"] == "application/octet-stream"


async def test_several_files_are_an_album(open_page: Opened) -> None:
    async with open_page() as browser:
        files = [(f"{colour}.png", picture(colour=colour), "image/png") for colour in ("red", "blue")]
        made = await browser.send(OFFICIAL, *files, caption="III.2.1-5 đang làm 60%", photo=True)
        album = [m for m in await browser.messages(OFFICIAL) if m["message_id"] in made["message_ids"]]
        assert len(album) == 2 and len({m["media_group_id"] for m in album}) == 1
        assert [m.get("caption") for m in album] == ["III.2.1-5 đang làm 60%", None]
        assert (await browser.texts(OFFICIAL))[-1].count("📎") == 2


@pytest.mark.parametrize(
    ("file", "kind", "said"),
    [
        (("a.txt", b"", "text/plain"), "document", "Tệp a.txt không có gì bên trong"),
        (("a.gif", b"GIF89a", "image/gif"), "photo", "a.gif không phải ảnh PNG hoặc JPEG; gửi như tệp"),
        (("a.bin", b"x" * (20 * 2**20 + 1), "x/y"), "document", "Tệp a.bin lớn quá: ở đây nhận đến 20 MB"),
        (("a.png", b"\x89PNG" + b"x" * 10 * 2**20, "image/png"), "photo", "lớn quá: ở đây nhận đến 10 MB"),
    ],
)
async def test_what_telegram_does_not_take_is_refused_in_a_sentence(
    open_page: Opened, file: tuple[str, bytes, str], kind: str, said: str
) -> None:
    async with open_page() as browser:
        count = len(await browser.messages(OFFICIAL))
        assert said in (await browser.send(OFFICIAL, file, status=400, photo=kind == "photo"))["error"]
        assert len(await browser.messages(OFFICIAL)) == count


async def test_somebody_new_follows_a_link_that_the_secretary_made(open_page: Opened) -> None:
    async with open_page() as browser:
        made = await browser.post("person", name="Người mới")
        state = await browser.get("state")
        assert next(each for each in state["people"] if each["id"] == made["id"])["role"] == "newcomer"
        await browser.say(SECRETARY, "/moi")
        await browser.press(SECRETARY, "Lãnh đạo")
        link = (await browser.texts(SECRETARY))[-1]
        payload = link.partition("?start=")[2].split()[0]
        await browser.post("start", person=made["id"], payload=payload)
        state = await browser.get("state")
    assert next(each for each in state["people"] if each["id"] == made["id"])["role"] == "leader"


async def test_a_new_group_takes_the_bot_in(open_page: Opened) -> None:
    async with open_page() as browser:
        group = (await browser.post("group", title="Tổ giúp việc", person=LEADER))["id"]
        await browser.post("start", person=LEADER, payload="", group=group)
        messages = await browser.messages(group)
    assert [m["from"]["is_bot"] for m in messages] == [False, False, True]


async def test_who_has_blocked_the_bot_gets_nothing_until_it_is_let_in_again(open_page: Opened) -> None:
    async with open_page() as browser:
        await browser.post("block", person=OFFICIAL, blocked=True)
        refused = await browser.error("say", person=OFFICIAL, chat=OFFICIAL, text="/viec")
        assert refused == "Đầu mối UBND thành phố đã chặn bot; bỏ chặn rồi mới nhắn được"
        before = await browser.messages(OFFICIAL)
        await browser.move("event")
        assert await browser.messages(OFFICIAL) == before
        await browser.post("block", person=OFFICIAL, blocked=False)
        assert "Việc cần báo cáo – 5/1/2026" in "".join(await browser.texts(OFFICIAL))


async def test_who_follows_a_link_lets_the_bot_in_again(open_page: Opened) -> None:
    async with open_page() as browser:
        await browser.post("block", person=OFFICIAL, blocked=True)
        await browser.post("start", person=OFFICIAL, payload="")
        state = await browser.get("state")
    assert not next(each for each in state["people"] if each["id"] == OFFICIAL)["blocked"]


async def test_messages_come_by_the_page(open_page: Opened) -> None:
    async with open_page() as browser:
        for _ in range(3):
            await browser.say(OFFICIAL, "/viec")
        whole = await browser.messages(OFFICIAL)
        last = await browser.get("messages", chat=OFFICIAL, limit=2)
        before = await browser.get(
            "messages", chat=OFFICIAL, limit=100, before=last["messages"][0]["message_id"]
        )
    assert (last["more"], before["more"]) == (True, False)
    assert [*before["messages"], *last["messages"]] == whole


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("say", {"person": 999, "chat": OFFICIAL, "text": "x"}),
        ("say", {"person": OFFICIAL, "chat": 999, "text": "x"}),
        ("say", {"person": OFFICIAL, "chat": OFFICIAL, "text": "x", "reply_to": 999}),
        ("press", {"person": OFFICIAL, "chat": OFFICIAL, "message": 2, "row": 9, "column": 0}),
    ],
)
async def test_what_is_not_there_is_said_to_be_gone(open_page: Opened, path: str, given: object) -> None:
    async with open_page() as browser:
        assert isinstance(given, dict)
        answer = await browser.refused(path, **given)
    assert (answer.status_code, answer.json()["error"]) == (
        404,
        "Người, nhóm, tin hoặc nút này không còn; tải lại trang",
    )


@pytest.mark.parametrize("given", [{"text": "  "}, {"text": "x" * 4097}])
async def test_a_message_has_1_to_4096_characters(open_page: Opened, given: dict[str, str]) -> None:
    async with open_page() as browser:
        said = await browser.error("say", person=OFFICIAL, chat=OFFICIAL, **given)
    assert said == "Cần 1 đến 4096 ký tự"


@pytest.mark.parametrize("format", ["Excel", "Word", "HTML"])
async def test_every_paper_made_in_a_rehearsal_says_so(open_page: Opened, format: str) -> None:
    async with open_page() as browser:
        await browser.say(LEADER, "/tiendo")
        await browser.press(LEADER, format)
        name, data = await last_file(browser, LEADER)
    assert name.startswith("BAN-DIEN-TAP-")
    shown = {
        "Excel": lambda: str(load_workbook(BytesIO(data)).worksheets[0]["A1"].value),
        "Word": lambda: "\n".join(each.text for each in Document(BytesIO(data)).paragraphs[:2]),
        "HTML": lambda: data.decode().partition("<h1>")[2],
    }
    assert shown[format]().lstrip().startswith("BẢN DIỄN TẬP") or "– BẢN DIỄN TẬP –" in shown[format]()[:60]


async def test_every_date_of_a_calendar_made_in_a_rehearsal_says_so(open_page: Opened) -> None:
    async with open_page() as browser:
        await browser.say(OFFICIAL, "/viec")
        await browser.press(OFFICIAL, "Lịch")
        name, data = await last_file(browser, OFFICIAL)
    names = [line for line in data.decode().splitlines() if line.startswith(("SUMMARY", "X-WR-CALNAME"))]
    assert name == "BAN-DIEN-TAP-ubnd-tp.ics"
    assert len(names) > 10 and all(":BẢN DIỄN TẬP – " in line for line in names)


async def last_file(browser: Browser, chat: int) -> tuple[str, bytes]:
    sent = [m for m in await browser.messages(chat) if "document" in m][-1]["document"]
    return sent["file_name"], (await browser.client.get(f"api/file/{sent['file_id']}")).content
