"""The running bot: its parts, its loops, and its turn as the lead."""

from bot.runtime.leading import stand
from bot.runtime.opening import opened
from bot.runtime.robot import Robot

__all__ = ["Robot", "opened", "stand"]
