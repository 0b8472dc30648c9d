"""Đúng Hạn: a deadline bot for Vietnamese committees."""
