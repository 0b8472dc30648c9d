"""The command that prints the table of rights."""

from rich.box import SIMPLE

from bot.access.commands import COMMANDS
from bot.access.rights import RIGHTS, Right, Where
from bot.cli.common import Config, speaking
from bot.cli.screen import show_table
from bot.cli.terminal import tell
from bot.model.people import Role
from bot.texts import Texts

YES, NO = "✓", "–"


def roles(config: Config = None) -> None:
    """Who may do what where: the table that every command and button is checked against."""
    with speaking(config) as (_, texts):
        names = ("column_right", *Role, "stranger", "column_where")
        columns = [texts.plain(f"role.{name}") for name in names]
        show_table(columns, [_row(right, texts) for right in Right], SIMPLE)
        tell(texts.plain("role.legend"))


def _row(right: Right, texts: Texts) -> list[str]:
    rule = RIGHTS[right]
    words = " ".join(f"/{c.word(texts.language)}" for c in COMMANDS if c.right is right)
    own = [rule.reach.get(role) for role in Role]
    reaches = [YES if rule.anyone else texts.plain(f"role.reach_{r}") if r else NO for r in own]
    places = texts.plain(f"role.where_{max(rule.where, key=list(Where).index)}")
    what = f"{texts.plain(f'role.right_{right}')}\n{words}".rstrip()
    return [what, *reaches, YES if rule.anyone else NO, places]
