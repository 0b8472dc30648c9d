"""What may change while the bot runs: plans and configuration, followed, and the news of them told."""
