"""Code lists: what a code of a stated scheme means, and which code a label of a file is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from . import _dsm
from .language import language


@dataclass(frozen=True)
class CodeEntry:
    """A code of a list, with its names and the years in which it may stand."""

    code: str
    own_code: str
    """The code in the list's own scheme: what errors name."""
    names: Mapping[str, str] = field(hash=False)
    """Its name by language."""
    other_names: Mapping[str, tuple[str, ...]] = field(hash=False)
    """Other names by which it is found, by language: former, formal, short."""
    parent: str | None
    """The code above it."""
    first_year: int | None
    """The first year in which it may stand; none where nothing limits it."""
    last_year: int | None
    """The last year in which it may stand: for a former State the year in which it ceased to be."""
    successors: tuple[str, ...]
    """The codes that came after it."""

    def name(self, lang: str | None = None) -> str:
        """The name for a reader of a language; English stands in where nobody wrote it in this one.

        >>> code_list("COUNTRY")["KGZ"].name("ky")
        'Кыргызстан'
        """
        tag = (lang or language()).replace("_", "-").lower()
        for wanted in (tag, tag.split("-")[0], "en", "ru"):
            if wanted in self.names:
                return self.names[wanted]
        return next(iter(self.names.values()))

    def __repr__(self) -> str:
        return f"CodeEntry({self.code!r}, {self.name('en')!r})"


class CodeList:
    """A list of codes under a stated scheme. Open one by `dsm.code_list`.

    >>> code_list("COUNTRY", scheme="unhcr")["AUS"].name("ru")
    'Австрия'
    >>> code_list("COUNTRY", scheme="iso3166-alpha3")["AUS"].name("ru")
    'Австралия'
    """

    __slots__ = ("_entries", "_list")
    _list: _dsm.CodeList
    _entries: tuple[CodeEntry, ...]

    def __init__(self, inside: _dsm.CodeList) -> None:
        def entry(told: _dsm._Entry) -> CodeEntry:
            code, own, names, other, parent, first, last, successors = told
            others = {lang: tuple(all_) for lang, all_ in other.items()}
            return CodeEntry(
                code, own, MappingProxyType(names), MappingProxyType(others), parent, first, last, tuple(successors)
            )

        object.__setattr__(self, "_list", inside)
        object.__setattr__(self, "_entries", tuple(entry(told) for told in inside.entries()))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a code list does not change")

    @property
    def id(self) -> str:
        """The id of the list."""
        return self._list.id

    @property
    def scheme(self) -> str:
        """Who says what its codes mean."""
        return self._list.scheme

    @property
    def exhaustive(self) -> bool:
        """Whether its parts, totals aside, together are the whole."""
        return self._list.exhaustive

    @property
    def names(self) -> dict[str, str]:
        """What the list is called, by language."""
        return self._list.names

    @property
    def entries(self) -> tuple[CodeEntry, ...]:
        """Every code in the order of the list."""
        return self._entries

    def __iter__(self) -> Iterator[CodeEntry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self._list.has(code)

    def __getitem__(self, code: str) -> CodeEntry:
        """The entry of a code. Raises `FormatError` (`COD-002`) where the list does not have it."""
        return self._at(self._list.find(code, None))

    def find(self, code: str, *, years: tuple[int, int]) -> CodeEntry:
        """The entry of a code for figures of the years from the first to the last.

        Raises `InvalidData` (`COD-010`) for years after its last one, with the codes that came after it, and (`COD-011`) for
        other years in which it may not stand.

        >>> code_list("COUNTRY").find("CSK", years=(1985, 1990)).successors
        ('CZE', 'SVK')
        >>> code_list("COUNTRY").find("CSK", years=(1993, 1993))  # doctest: +IGNORE_EXCEPTION_DETAIL
        Traceback (most recent call last):
        dsm.errors.InvalidData: The code CSK of the list COUNTRY ends with the year 1992 ...
        """
        return self._at(self._list.find(code, years))

    def named(self, name: str, *, lang: str) -> CodeEntry:
        """The entry that a label of a file in a stated language means: its name there, or another name stated for it.

        Raises `FormatError` (`COD-012`) where nothing is called so in that language, and (`COD-013`) where several are: DSM
        does not choose.

        >>> code_list("COUNTRY").named("Киргизия", lang="ru").code
        'KGZ'
        >>> code_list("COUNTRY").named("Congo", lang="en")  # doctest: +IGNORE_EXCEPTION_DETAIL
        Traceback (most recent call last):
        dsm.errors.FormatError: In the list COUNTRY this name could be any of COD, COG ...
        """
        return self._at(self._list.named(name, lang))

    def mapping(self, scheme: str) -> dict[str, str]:
        """Which code of this scheme is which code of another one.

        >>> code_list("CITIZENSHIP", scheme="unhcr").mapping("eurostat")["STA"]
        'STLS'
        """
        return _dsm.code_mapping(self.id, self.scheme, scheme)

    def _at(self, place: int | None) -> CodeEntry:
        return self._entries[place if place is not None else -1]

    def __repr__(self) -> str:
        return f"CodeList({self.id!r}, scheme={self.scheme!r})"


def code_list(id: str, scheme: str | None = None) -> CodeList:
    """Opens a built-in list in the codes of a scheme; in its own where none is stated.

    Schemes are `dsm`, `eurostat`, `iso3166-alpha2`, `iso3166-alpha3`, `m49`, `sdmx` and `unhcr`. Raises `FormatError` (`COD-008`) for
    another one and `MisuseError` (`COD-009`) where there is no such list, or where it has no codes of the scheme.

    >>> len(code_list("SEX").entries), code_list("SEX").scheme
    (6, 'sdmx')
    """
    return CodeList(_dsm.code_list(id, scheme))


def code_lists() -> tuple[str, ...]:
    """The ids of the built-in lists.

    >>> "CITIZENSHIP" in code_lists()
    True
    """
    return tuple(_dsm.code_list_ids())
