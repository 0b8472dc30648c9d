"""Whatever a page names is there: files, folders, headings, pictures."""

import re
from pathlib import Path

import pytest
from docs_pages import PAGES, ROOT, prose, ticked

LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(r"(?!\.[a-z.]+$)[a-z0-9_.-]+(?:/[a-z0-9_.*-]+)*/?")  # capitals stand for a name to choose
ENDINGS = (".py", ".yaml", ".csv", ".html", ".md", ".toml", ".txt", ".png", "/")
MADE = (
    "config.yaml",
    "copies/",
    "data/",
    "data/backups/",
    "backups/",
    "evidence/",
    "data/evidence",
)  # by who runs it
names = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def heading(words: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {heading(words) for words in re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)}


@names
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(prose(page)) if "://" not in link]
    files = {link: (page.parent / link.partition("#")[0]) if link[0] != "#" else page for link in links}
    assert [link for link, file in files.items() if not file.exists()] == []
    wanted = {link: link.partition("#")[2] for link in links if "#" in link}
    assert [link for link, anchor in wanted.items() if anchor not in anchors(files[link])] == []


@names
def test_every_path_named_is_there(page: Path) -> None:
    paths = [word for word in ticked(page) if PATH.fullmatch(word) and word.endswith(ENDINGS)]
    assert [path for path in paths if path not in MADE and not there(path, page)] == []


def there(path: str, page: Path) -> bool:
    """Whether a path is there, from its page, the project or the house; a bare name anywhere in the rooms."""
    beside = any([*at.glob(path)] for at in (page.parent, ROOT, ROOT / "bot"))
    return beside or ("/" not in path and any([*at.rglob(path)] for at in (ROOT / "bot", ROOT / "tests")))
