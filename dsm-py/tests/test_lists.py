"""Code lists: a scheme is stated, former States have years, labels become codes or are refused."""

from __future__ import annotations

import pytest

import dsm


def test_a_scheme_is_stated() -> None:
    unhcr = dsm.code_list("COUNTRY", scheme="unhcr")
    assert [unhcr[code].own_code for code in ("AUS", "ARE", "MAR")] == ["AUT", "EGY", "MTQ"]
    assert unhcr["AUS"].name("ru") == "Австрия"
    assert unhcr.named("Австрия", lang="ru").code == "AUS"
    assert dsm.code_list("COUNTRY", "eurostat").named("Greece", lang="en").code == "EL"
    assert dsm.code_list("CITIZENSHIP")["XXX"].code == "_U"
    with pytest.raises(dsm.FormatError) as caught:
        dsm.code_list("COUNTRY", scheme="iso")
    assert caught.value.code == "COD-008"
    with pytest.raises(dsm.MisuseError):
        dsm.code_list("SHOE_SIZE")


def test_every_country_has_its_names() -> None:
    languages = {"en", "ru", "kk", "ro", "tg", "uk", "ky", "es", "fr"}
    countries = dsm.code_list("COUNTRY")
    assert len(countries) == len(countries.entries) == 255
    assert all(set(entry.names) == languages for entry in countries)
    assert countries["MDA"].name("ro-MD") == "Republica Moldova"
    assert countries["MDA"].name() == "Republic of Moldova"
    assert countries["MDA"].name("ka") == "Republic of Moldova"
    assert "Молдавия" in countries["MDA"].other_names["ru"]
    assert "KAZ" in countries and "AUT " not in countries
    with pytest.raises(AttributeError):
        countries.id = "OTHER"  # type: ignore[misc]


def test_a_former_state_has_years() -> None:
    countries = dsm.code_list("COUNTRY")
    assert (countries["SUN"].last_year, len(countries["SUN"].successors)) == (1991, 15)
    assert countries.find("SUN", years=(1980, 1991)) is countries["SUN"]
    with pytest.raises(dsm.InvalidData) as caught:
        countries.find("YUG", years=(2010, 2010))
    assert caught.value.code == "COD-010"
    assert "SRB" in str(caught.value)


@pytest.mark.parametrize(("name", "code"), [("Congo", "COD-013"), ("Korea", "COD-013"), ("Atlantis", "COD-012")])
def test_a_label_is_never_guessed(name: str, code: str) -> None:
    with pytest.raises(dsm.FormatError) as caught:
        dsm.code_list("COUNTRY").named(name, lang="en")
    assert caught.value.code == code
    assert name not in str(caught.value)


def test_codes_of_a_scheme_become_those_of_another() -> None:
    mapping = dsm.code_list("CITIZENSHIP", scheme="unhcr").mapping("iso3166-alpha2")
    assert (mapping["AUS"], mapping["SRB"]) == ("AT", "RS")
    assert "TIB" not in mapping
    regions = dsm.code_list("REGION")
    assert regions["417"].parent == "143"
