"""The commands: parse, call, print; one module a subject."""

import typer

from bot.cli import inviting, mailing, papers, planning, plans, posts, running, storing, understanding

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(plans.app)
app.add_typer(planning.app)
app.add_typer(papers.app)
app.add_typer(running.app)
app.add_typer(storing.app)
app.add_typer(mailing.app)
app.add_typer(understanding.app)
app.add_typer(posts.app)
app.add_typer(inviting.app, name="invite")


def main() -> None:
    """The `dunghan` command."""
    app()
