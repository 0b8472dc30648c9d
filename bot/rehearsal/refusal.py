"""How Telegram says no: a code, its own English sentence, and what the caller may do about it."""

from typing import Any

_CODES = {"Bad Request": 400, "Forbidden": 403, "Not Found": 404, "Conflict": 409, "Too Many Requests": 429}


class RefusalError(Exception):
    """A call Telegram turns down.

    `description` is Telegram's own wording (protocol, not something a person reads); `parameters` is the
    ResponseParameters object of https://core.telegram.org/bots/api#responseparameters, empty for most.
    """

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """The body of the HTTP answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def in_words(description: str, **parameters: Any) -> RefusalError:
    """The refusal with this whole description, known or invented; its first words tell the code."""
    return RefusalError(_CODES.get(description.partition(":")[0], 400), description, **parameters)


def bad_request(what: str) -> RefusalError:
    return RefusalError(400, f"Bad Request: {what}")


def forbidden(what: str) -> RefusalError:
    return RefusalError(403, f"Forbidden: {what}")


def conflict(what: str) -> RefusalError:
    return RefusalError(409, f"Conflict: {what}")


def too_many(wait_s: int) -> RefusalError:
    return RefusalError(429, f"Too Many Requests: retry after {wait_s}", retry_after=wait_s)
