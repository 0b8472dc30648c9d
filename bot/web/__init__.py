"""The pages of a running bot: Telegram's webhook, /healthz for a watchman, /metrics for Prometheus."""
