"""Labelled replies, and what learns from them; nothing here runs in the bot."""
