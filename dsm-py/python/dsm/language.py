"""The language in which DSM speaks: English or Russian."""

from __future__ import annotations

from contextvars import ContextVar

_LANGUAGE: ContextVar[str] = ContextVar("dsm_language", default="en")


def set_language(tag: str) -> None:
    """Chooses the language of errors, findings and notebooks: `en` or `ru`; a tag such as `ru-RU` is understood.

    Raises `ValueError` for a language that DSM does not speak.

    >>> set_language("ru")
    >>> language()
    'ru'
    >>> set_language("en")
    """
    primary = tag.replace("_", "-").split("-")[0].split(".")[0].lower()
    if primary not in ("en", "ru"):
        raise ValueError("DSM speaks en and ru")
    _LANGUAGE.set(primary)


def language() -> str:
    """The language that is chosen here: `en` until another is."""
    return _LANGUAGE.get()
