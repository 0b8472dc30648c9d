"""The configuration: file under environment, every mistake with its line."""

from datetime import date, time
from pathlib import Path

import pytest

from bot.model.digest import DigestList, DigestRules
from bot.model.say import Mistake, Problem
from bot.settings import Settings, Telegram, read_settings
from bot.texts import Texts


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (
        "DUNGHAN_TOKEN",
        "DUNGHAN_BASE_URL",
        "DUNGHAN_PROXY",
        "DATABASE_URL",
        "DUNGHAN_PLANS",
        "PORT",
    ):
        monkeypatch.delenv(name, raising=False)


def _read(text: str, name: str = "config.yaml") -> Settings:
    Path(name).write_text(text, encoding="utf-8")
    return read_settings(Path(name))


def _said(text: str, language: str) -> list[str]:
    with pytest.raises(Mistake) as caught:
        _read(text)
    return [Texts(language).problem(p) for p in caught.value.what if isinstance(p, Problem)]


def test_without_a_file_the_defaults_hold() -> None:
    assert read_settings(None) == Settings()


def test_a_file_that_was_named_must_be_there() -> None:
    with pytest.raises(Mistake):
        read_settings(Path("other.yaml"))


def test_a_time_stays_a_time() -> None:
    assert _read("agenda_time: 17:30").agenda_time == time(17, 30)


def test_days_off_are_dates() -> None:
    assert _read("calendar: {off: [2026-01-02]}").calendar.off == {date(2026, 1, 2)}


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNGHAN_TOKEN", "2:b")
    assert _read('telegram: {token: "1:a"}').telegram.secret() == "2:b"


def test_the_environment_says_where_to_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNGHAN_HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", "5000")
    settings = _read("host: 127.0.0.1\nport: 80")
    assert (settings.host, settings.port) == ("0.0.0.0", 5000)


def test_an_empty_variable_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNGHAN_TOKEN", "")
    assert _read('telegram: {token: "1:a"}').telegram.secret() == "1:a"


def test_paths_of_a_file_count_from_its_folder(tmp_path: Path) -> None:
    Path("there").mkdir()
    settings = _read("plans: plans\ndatabase_url: sqlite:///d.sqlite3", "there/config.yaml")
    assert settings.plans == Path("there/plans")
    assert settings.database_url == f"sqlite:///{tmp_path}/there/d.sqlite3"


def test_paths_of_the_environment_count_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("there").mkdir()
    monkeypatch.setenv("DUNGHAN_PLANS", "p")
    assert _read("plans: q", "there/config.yaml").plans == Path("p")


def test_the_token_is_never_printed() -> None:
    settings = _read('telegram: {token: "1:secret"}')
    assert "secret" not in repr(settings)


def test_all_mistakes_are_told_in_one_run_with_their_lines() -> None:
    text = "language: fr\nagenda_time: 25:00\ntelegram:\n  tokn: x\ndigest: {day: funday}\n"
    assert _said(text, "en") == [
        "config.yaml:1: language: expected vi or en, found “fr”",
        "config.yaml:2: agenda_time: expected a time such as 07:30, found “25:00”",
        "config.yaml:4: telegram.tokn: there is no such key; is “token” meant? "
        "Known keys: token, base_url, proxy, mode, webhook_url",
        "config.yaml:5: digest.day: expected a weekday, monday to sunday, found “funday”",
    ]


def test_mistakes_are_told_in_vietnamese() -> None:
    assert _said("timezone: Asia/Hanoi", "vi") == [
        "config.yaml:1: timezone: cần tên múi giờ như Asia/Ho_Chi_Minh, đang là “Asia/Hanoi”"
    ]


@pytest.mark.parametrize("zone", ["Etc/GMT+7", "Etc/GMT+8"])
def test_a_zone_west_of_greenwich_by_its_reversed_sign_is_refused(zone: str) -> None:
    (told,) = _said(f"timezone: {zone}", "vi")
    assert told.startswith(f"config.yaml:1: timezone: “{zone}” là phía tây") and "Asia/Ho_Chi_Minh" in told


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Asia/Bangkok", "Etc/GMT-7", "UTC"])
def test_other_zones_are_taken(zone: str) -> None:
    assert str(_read(f"timezone: {zone}").timezone) == zone


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_configuration_says_what_one_begins_with(text: str) -> None:
    assert _said(text, "vi") == [
        "config.yaml:1: cần ít nhất một khóa cấu hình, nhưng tệp trống; hãy bắt đầu bằng “language: vi”"
    ]


def test_a_variable_that_is_wrong_is_named_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNGHAN_BASE_URL", "ftp://x")
    with pytest.raises(Mistake) as caught:
        read_settings(None)
    (problem,) = caught.value.what
    assert isinstance(problem, Problem)
    assert problem.file == "DUNGHAN_BASE_URL"


def test_a_missing_token_says_how_to_get_one() -> None:
    with pytest.raises(Mistake) as caught:
        Settings().telegram.secret()
    (what,) = caught.value.what
    assert not isinstance(what, Problem)
    assert "@BotFather" in Texts("vi").plain(what)


def test_webhook_mode_needs_an_address() -> None:
    with pytest.raises(Mistake):
        _ = _read('telegram: {token: "1:a", mode: webhook}').hook


def test_every_process_works_out_the_same_webhook_secret() -> None:
    text = 'telegram: {token: "1:a", mode: webhook, webhook_url: "https://h/t"}'
    assert _read(text).hook == _read(text).hook
    assert "1:a" not in _read(text).hook[1]


def test_the_digest_of_every_plan_follows_the_configuration() -> None:
    text = 'language: en\ndigest: {day: friday, time: "16:00", picture: true, sections: [blocked]}'
    assert _read(text).digest_rules == DigestRules(
        weekday=4, at=time(16), language="en", picture=True, sections=(DigestList.BLOCKED,)
    )


def test_the_digest_may_speak_another_language_than_the_bot() -> None:
    assert _read("digest: {language: en}").digest_rules.language == "en"


def test_a_digest_s_mistakes_are_told_with_what_was_expected() -> None:
    text = "digest:\n  picture: maybe\n  language: fr\n  sections: [overdu]\n"
    assert _said(text, "en") == [
        "config.yaml:2: digest.picture: expected true or false, found “maybe”",
        "config.yaml:3: digest.language: expected vi or en, found “fr”",
        "config.yaml:4: digest.sections: expected a list of the names "
        f"{', '.join(DigestList)}, found “overdu”",
    ]


TOKEN = "1234567890:AAEhBP0av28FrNbTnEwmPzAgEXAMPLEtoken"


@pytest.mark.parametrize(
    "text",
    [
        f"telegram: '{TOKEN}'",
        f"telegram: ['{TOKEN}']",
        f"telegram:\n  {TOKEN}",
        f"telegram:\n  {TOKEN}: x",
        f"telegram:\n  token {TOKEN}",
        f"telegram:\n  token: '{TOKEN}",
        f"telegram:\n\ttoken: {TOKEN}",
        f"telegram: {{token: {TOKEN}",
        f"telegram: token: {TOKEN}",
        f"telegram: {{token: !{TOKEN} x}}",
        f"telegram: {{token: *{TOKEN} }}",
        f"telegram: {{token: {{a: '{TOKEN}'}}}}",
        "telegram:\n  token: 1:a #AAEhBP0av28",
        f"telegram: {{base_url: https://api.telegram.org/bot{TOKEN}}}",
        f"telegram: {{mode: '{TOKEN}'}}",
        f"port: {TOKEN}",
        TOKEN,
        "database_url: postgresql://u:a #AAEhBP0av28@h/x",
        "database_url: [postgresql://u:AAEhBP0av28@h/x]",
        "database_url postgresql://u:AAEhBP0av28@h/x",
        "telegram: {base_url: 'http://u:AAEhBP0av28@h/'}",
        "telegram: {proxy: 'h:1:u:AAEhBP0av28'}",
        "telegram: {proxy: 'http://u:AA/EhBP0av28@h:1'}",
        "telegram: {proxy: 'http://u:AAEhBP0av28@h:99999'}",
        "telegram: {proxy: 'ftp://u:AAEhBP0av28@h:1'}",
        "telegram: {proxy: 'http://u:AAEhBP0av28@[::1:1'}",
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_mistake_shows_a_secret(text: str, language: str) -> None:
    (told,) = _said(text, language)
    assert told.startswith("config.yaml:")
    assert not any(part in told for part in ("AAEhBP", "EhBP0av28"))


@pytest.mark.parametrize(
    "proxy",
    ["http://h:1", "https://u:p@h", "socks5://u:p%2Fq@127.0.0.1:9", "socks5h://[::1]:9", "http://u:a@b@h:1"],
)
def test_a_proxy_is_an_address(proxy: str) -> None:
    assert _read(f"telegram: {{proxy: '{proxy}'}}").telegram.proxy == proxy


@pytest.mark.parametrize("key", [*Settings.model_fields, *(f"telegram.{k}" for k in Telegram.model_fields)])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_key_says_what_it_expects(key: str, language: str) -> None:
    section, _, inner = key.partition(".")
    wrong = "[{a: [b]}]"
    (told,) = _said(f"{section}: {{{inner}: {wrong}}}" if inner else f"{section}: {wrong}", language)
    assert told.startswith(f"config.yaml:1: {key}: ")


def test_what_stands_behind_a_database_file_is_no_part_of_its_name() -> None:
    assert _read("database_url: sqlite:////d/x.sqlite3?timeout=30").database == Path("/d/x.sqlite3")
