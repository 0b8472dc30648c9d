"""Run by test_flow_languages beside a copy of the bot that has one folder of texts more, and nothing else."""

from pathlib import Path

from flow_office import KT, LEADER, Opened

import bot
from bot.model.people import Role
from bot.settings import read_settings
from bot.texts import LANGUAGES, texts_in


def test_the_language_is_found_and_may_be_configured() -> None:
    assert Path(bot.__file__).is_relative_to(Path.cwd())
    assert LANGUAGES == ("vi", "en", "fr")
    Path("fr.yaml").write_text("language: fr\ndigest: {language: fr}\n", encoding="utf-8")
    settings = read_settings(Path("fr.yaml"))
    assert (settings.language, settings.digest_rules.language) == ("fr", "fr")
    assert texts_in("fr").number(1234567.5) == "1 234 567,5"


async def test_menu_card_and_digest_are_shown_in_it_and_its_words_are_taken(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        office.robot.adopt(office.robot.world.speaking("fr"))
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(LEADER, Role.LEADER)
        while await office.robot.menus.work():
            pass
        assert {"fr_tasks", "fr_update"} <= set(office.api.menus.shown(KT, KT, "fr"))
        assert "viec" in office.api.menus.shown(KT, KT, "vi")
        await office.says(KT, "/fr_tasks III.3.1-1")
        assert "Échéance : " in office.last(KT)["text"]
        await office.presses(KT, "Terminé")
        assert office.reports() == [("III.3.1-1", "done", None, "")]
        await office.says(KT, "reprendre")
        assert office.reports()[-1][:2] == ("III.3.1-1", None)
        await office.says(LEADER, "/progress")
        assert "tâches faites" in office.told(LEADER)["text"]
