"""From what is due to what was sent: agendas and digests into the outbox, the outbox to Telegram."""
