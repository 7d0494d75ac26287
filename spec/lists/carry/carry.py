#!/usr/bin/env python3
"""Carries codes and names of countries from their sources into the data of this folder. Run by hand; its outputs are checked in.

    python3 spec/lists/carry/carry.py DATA

DATA is a folder with country_codes__*.csv (datasets/country-codes, ODC-PDDL-1.0), refugees__countries.csv (UNHCR Refugee Data
Finder, CC BY 4.0) and cldr/territories-*.json (Unicode CLDR 48, Unicode-3.0). Writes country.toml, region.toml, names/*.toml and
other_names/{un,cldr,unhcr}.toml. What is repaired on the way stands in carry/repairs.toml with its reason; what a State asks to be called
stands in curated/own_names.toml, which is not touched and wins over both.
"""
import csv
import json
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent.parent
DATA = Path(sys.argv[1])
UN = {"en": "English", "ru": "Russian", "es": "Spanish", "fr": "French"}
CLDR = ["kk", "ro", "tg", "uk", "ky"]
LANGS = ["en", "ru", "kk", "ro", "tg", "uk", "ky", "es", "fr"]
PDDL = "datasets/country-codes at caa72d1: {}; ODC-PDDL-1.0"


def table(name):
    with open(DATA / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cldr(lang):
    inner = json.loads((DATA / f"cldr/territories-{lang}.json").read_text(encoding="utf-8"))["main"]
    return next(iter(inner.values()))["localeDisplayNames"]["territories"]


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


M49 = {lang: {row["ISO-alpha3 Code"]: row for row in table(f"country_codes__UNSD-M49-{lang}.csv")} for lang in UN}
CODES = {row["ISO3166-1-Alpha-3"]: row for row in table("country_codes__country-codes.csv")}
TERRITORIES = {lang: cldr(lang) for lang in LANGS}
REPAIRS = tomllib.loads((HERE / "carry/repairs.toml").read_text(encoding="utf-8"))["repair"]
ADDED = tomllib.loads((HERE / "carry/added.toml").read_text(encoding="utf-8"))
UNHCR = {row["iso_code"]: row for row in table("refugees__countries.csv") if row["iso_code"]}
ISO = sorted(CODES)
ALPHA2 = {code: CODES[code]["ISO3166-1-Alpha-2"] for code in ISO}
EUROSTAT = {"GRC": "EL", "GBR": "UK"}
LEVELS = ["Intermediate Region", "Sub-region", "Region", "Global"]


def region(row):
    return next(row[f"{level} Code"] for level in LEVELS if row[f"{level} Code"])


def source_name(code, lang):
    """The name as the source writes it, and which source that is."""
    if lang in UN:
        return M49[lang][code]["Country or Area"], "UN"
    return TERRITORIES[lang][ALPHA2[code]], "CLDR"


def countries():
    rows = []
    for code in ISO:
        alpha2 = ALPHA2[code]
        unhcr = UNHCR.get(code, {}).get("unhcr_code", "")
        rows.append([code, alpha2, M49["en"][code]["M49 Code"], EUROSTAT.get(code, alpha2), unhcr, region(M49["en"][code])])
    rows += ADDED["country"]["codes"]
    head = ADDED["country"]["head"].strip() + "\n"
    lines = "".join("  [" + ", ".join(map(quoted, row)) + "],\n" for row in sorted(rows))
    (HERE / "country.toml").write_text(f"{head}codes = [\n{lines}]\n{ADDED['country']['tail']}", encoding="utf-8")


def regions():
    parents, names = {}, {}
    for lang in ("en", "ru"):
        for row in M49[lang].values():
            known = [(row[f"{level} Code"], row[f"{level} Name"]) for level in LEVELS if row[f"{level} Code"]]
            for place, (code, name) in enumerate(known):
                names.setdefault(code, {})[lang] = name
                parents[code] = known[place + 1][0] if place + 1 < len(known) else ""
    rows = [[code, parents[code], names[code]["en"], names[code]["ru"]] for code in sorted(names)]
    lines = "".join("  [" + ", ".join(map(quoted, row)) + "],\n" for row in rows)
    (HERE / "region.toml").write_text(f"{ADDED['region']['head'].strip()}\ncodes = [\n{lines}]\n", encoding="utf-8")


def names():
    repaired = {(one["lang"], one["code"]): one for one in REPAIRS}
    final = {lang: {} for lang in LANGS}
    for lang in LANGS:
        for code in ISO:
            name, _ = source_name(code, lang)
            repair = repaired.pop((lang, code), None)
            if repair and repair["was"] != name:
                sys.exit(f"{lang} {code}: the source says {name!r}, the repair expects {repair['was']!r}")
            final[lang][code] = repair["name"] if repair else name
        final[lang].update(ADDED["names"][lang]["COUNTRY"])
    if repaired:
        sys.exit(f"no such name to repair: {sorted(repaired)}")
    for lang in LANGS:
        if lang in UN:
            source = f"United Nations, M49 in {UN[lang]}, " + PDDL.format(f"UNSD-M49-{lang}").split(";")[0]
            licence = "ODC-PDDL-1.0; historical States and statuses in DSM's own words"
        else:
            source = f"Unicode CLDR 48.2.0, territories in {lang}, npm cldr-localenames-full; names of Kosovo, historical States and statuses by DSM"
            licence = "Unicode-3.0; historical States and statuses in DSM's own words"
        out = [f'format = "dsm-names/1"\nlang = "{lang}"\nsource = {quoted(source)}\nlicence = {quoted(licence)}\n']
        for other in ("en", "ru"):
            if lang == other or (other == "ru" and lang in ("en", "ro", "es", "fr")) or (other == "en" and lang in ("ru", "kk", "tg", "uk", "ky")):
                continue
            same = [code for code, name in sorted(final[lang].items()) if name == final[other][code]]
            out.append(f"# Truly the same, letter for letter: looked through one by one.\nsame_as_{other} = [")
            for at in range(0, len(same), 16):
                out.append("  " + ", ".join(map(quoted, same[at:at + 16])) + ",")
            out.append("]")
        out.append("\n[names.COUNTRY]")
        out += [f"{code} = {quoted(name)}" for code, name in sorted(final[lang].items())]
        out.append("\n[names.CITIZENSHIP]")
        out += [f"{code} = {quoted(name)}" for code, name in ADDED["names"][lang]["CITIZENSHIP"].items()]
        (HERE / f"names/{lang}.toml").write_text("\n".join(out) + "\n", encoding="utf-8")
    return final


def plain(text):
    return text.lower().replace("’", "'").replace("ʼ", "'").replace("ё", "е")


def others(final):
    """Names that the sources use beside the first one, in the order of languages and codes."""
    sets = {"un": {}, "cldr": {}, "unhcr": {}}
    wrong = {(one["lang"], one["code"], one["was"]) for one in REPAIRS if not one["keep"]}
    taken = {(lang, code, plain(name)) for lang in LANGS for code, name in final[lang].items()}

    def add(which, lang, code, name):
        name = name.replace("*", "").strip()
        if name and (lang, code, plain(name)) not in taken and (lang, code, name) not in wrong:
            taken.add((lang, code, plain(name)))
            sets[which].setdefault(lang, {}).setdefault(code, []).append(name)

    for lang, word in UN.items():
        for code in ISO:
            add("un", lang, code, M49[lang][code]["Country or Area"])
            for form in ("Short", "Formal"):
                name = CODES[code][f"UNTERM {word} {form}"].replace("*", "").strip()
                # The article stands before a formal name in lower case and behind a short name in parentheses.
                if form == "Short" and name.endswith(")") and name.rsplit("(", 1)[1][:-1] in ARTICLES:
                    name = name.rsplit("(", 1)[0].strip()
                for article in ARTICLES if form == "Formal" else ():
                    start = article if article.endswith("'") else article + " "
                    if name.startswith(start):
                        name = name[len(start):]
                        break
                add("un", lang, code, name[:1].upper() + name[1:])
    for lang in LANGS:
        for code in [*ISO, "XKX"]:
            alpha2 = ALPHA2.get(code, "XK")
            for key in (alpha2, f"{alpha2}-alt-variant", f"{alpha2}-alt-short"):
                add("cldr", lang, code, TERRITORIES[lang].get(key, ""))
    for code, row in sorted(UNHCR.items()):
        if code in ALPHA2 and not row["name"].startswith("Serbia"):
            add("unhcr", "en", code, row["name"])
    about = {
        "un": ("UNTERM short and formal names, " + PDDL.format("country-codes").split(";")[0], "ODC-PDDL-1.0"),
        "cldr": ("Unicode CLDR 48.2.0, territories with their variants and short forms", "Unicode-3.0"),
        "unhcr": ("UNHCR Refugee Data Finder, table countries of PopulationStatistics/refugees at 0c16a6d", "CC BY 4.0"),
    }
    for which, langs in sets.items():
        source, licence = about[which]
        out = [f'format = "dsm-other-names/1"\nsource = {quoted(source)}\nlicence = {quoted(licence)}']
        for lang in (one for one in LANGS if one in langs):
            out.append(f"\n[COUNTRY.{lang}]")
            out += [f"{code} = [{', '.join(map(quoted, all_))}]" for code, all_ in sorted(langs[lang].items())]
        (HERE / f"other_names/{which}.toml").write_text("\n".join(out) + "\n", encoding="utf-8")


ARTICLES = ["the", "las", "los", "les", "la", "le", "el", "l'", "l’"]

if __name__ == "__main__":
    countries()
    regions()
    others(names())
