"""Where everything said to the bot arrives: commands, sentences, presses."""

from bot.conversation.dispatch.desk import Dispatcher, called

__all__ = ["Dispatcher", "called"]
