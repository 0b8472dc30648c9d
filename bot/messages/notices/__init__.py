"""What the bot tells of its own accord: mornings, escalations, changes, who cannot be reached."""
