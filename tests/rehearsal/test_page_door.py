"""The page's door: this machine's own browser, with the token, from the page itself; nobody else."""

import socket
from typing import Any

import httpx
import pytest
from rehearsal_page import OFFICIAL, OWN, Opened, open_page, settings

from bot import staging
from bot.rehearsal.page.session import Session
from bot.rehearsal.stage import Stage

__all__ = ["open_page", "settings"]

SAID = {"person": OFFICIAL, "chat": OFFICIAL, "text": "/viec"}


def port_of(address: str) -> str:
    return address.split(":")[2].split("/")[0]


async def test_the_page_is_served_with_a_strict_policy_and_its_files(open_page: Opened) -> None:
    async with open_page() as browser:
        page = await browser.client.get("")
        file = await browser.client.get("static/index.html")
    assert page.status_code == 200 and page.content == file.content
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"


async def test_the_page_has_the_port_of_last_time_where_that_is_free(
    open_page: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setattr(staging, "PORT", free.getsockname()[1])
    async with open_page(port=None) as browser, open_page(port=None) as other:
        ports = [int(port_of(each.address)) for each in (browser, other)]
    assert ports[0] == staging.PORT != ports[1]


@pytest.mark.parametrize("path", ["../door.py", "%2e%2e/door.py", "nothing.js", ""])
async def test_only_the_page_s_own_files_are_served(open_page: Opened, path: str) -> None:
    async with open_page() as browser:
        answer = await browser.client.get(f"static/{path}")
    assert answer.status_code == 404 and "error" in answer.json()


@pytest.mark.parametrize("path", ["", "api/state", "api/say"])
async def test_a_name_that_leads_here_is_no_host(open_page: Opened, path: str) -> None:
    async with open_page() as browser:
        port = port_of(browser.address)
        for host in (f"evil.example:{port}", "127.0.0.1", f"127.0.0.1.evil.example:{port}"):
            answer = await browser.client.get(path, headers={"Host": host})
            assert answer.status_code == 403 and "error" in answer.json()
        answer = await browser.client.get("api/state", headers={"Host": f"localhost:{port}"})
        assert answer.status_code == 200


@pytest.mark.parametrize("token", ["", "x", "static"])
async def test_without_the_token_there_is_nothing(open_page: Opened, token: str) -> None:
    async with open_page() as browser:
        root = f"http://127.0.0.1:{port_of(browser.address)}"
        async with httpx.AsyncClient(base_url=root, verify=False) as client:
            assert (await client.get(f"/{token}/api/state")).status_code == 404
            assert (await client.post(f"/{token}/api/say", json=SAID, headers=OWN)).status_code == 404
            told = await client.get(browser.address.removeprefix(root).rstrip("/"))
    assert (told.status_code, told.headers["location"]) == (307, browser.address.removeprefix(root))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Rehearsal": "0"},
        OWN | {"Origin": "https://evil.example"},
        OWN | {"Origin": "null"},
        OWN | {"Sec-Fetch-Site": "cross-site"},
        OWN | {"Sec-Fetch-Site": "same-site"},
        OWN | {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
async def test_another_page_can_t_press_a_button(open_page: Opened, headers: dict[str, str]) -> None:
    async with open_page() as browser:
        before = await browser.messages(OFFICIAL)
        answer = await browser.client.post("api/say", json=SAID, headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (
            403,
            "Chỉ chính trang diễn tập được gọi địa chỉ này",
        )
        assert await browser.messages(OFFICIAL) == before


async def test_the_page_itself_may(open_page: Opened) -> None:
    async with open_page() as browser:
        origin = f"http://127.0.0.1:{port_of(browser.address)}"
        own = OWN | {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
        assert (await browser.client.post("api/say", json=SAID, headers=own)).status_code == 200


async def test_another_page_reads_nothing(open_page: Opened) -> None:
    async with open_page() as browser:
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            assert (await browser.client.get("api/state", headers=headers)).status_code == 403


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 400), (b"[]", 400), (b"{", 400), (b"{}", 404), (b" " * 200_000, 400)]
)
async def test_what_is_no_request_is_refused_in_a_sentence(
    open_page: Opened, body: bytes, status: int
) -> None:
    async with open_page() as browser:
        answer = await browser.client.post("api/say", content=body, headers=OWN)
    assert answer.status_code == status and answer.json()["error"]


@pytest.mark.parametrize("what", [{"person": "x"}, {"chat": [1]}, {"reply_to": {}}, {"person": None}])
async def test_a_request_with_something_else_in_a_number_s_place_is_refused(
    open_page: Opened, what: dict[str, Any]
) -> None:
    async with open_page() as browser:
        answer = await browser.client.post("api/say", json=SAID | what, headers=OWN)
    assert answer.status_code == 400 and answer.json()["error"]


@pytest.mark.parametrize("fault", [ValueError, LookupError, KeyError, IndexError])
@pytest.mark.parametrize("where", [(Session, "say"), (Stage, "act")])
async def test_a_fault_of_ours_is_no_mistake_of_the_request_and_is_logged_once_with_its_trace(
    open_page: Opened,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    where: tuple[type, str],
    fault: type[Exception],
) -> None:
    async def faulty(*_: object) -> None:
        raise fault("a fault of ours")

    monkeypatch.setattr(*where, faulty)
    async with open_page() as browser:
        answer = await browser.client.post("api/say", json=SAID, headers=OWN)
    assert answer.status_code == 500 and answer.json()["error"]
    (logged,) = (record for record in caplog.records if record.exc_info)
    assert logged.exc_info and isinstance(logged.exc_info[1], fault)


async def test_texts_come_in_both_languages(open_page: Opened) -> None:
    async with open_page() as browser:
        vi, en = [await browser.get("texts", language=language) for language in ("vi", "en")]
        assert vi.keys() == en.keys() and all(key.startswith("page.") for key in vi)
        answer = await browser.client.get("api/texts", params={"language": "xx"})
    assert (answer.status_code, answer.json()["error"]) == (
        400,
        "language: cần một trong vi, en, đang là “xx”",
    )
