"""Carries UNHCR's published figures over into five national layouts, as States really write their files.

Reads refugees__asylum_applications.csv, refugees__asylum_decisions.csv, the Russian names of UN M49 and the Romanian and Tajik names
of CLDR from the folder $DSM_SPECIMENS, and writes beside itself: new applications and first-instance decisions, 2018 to 2023. No figure is
changed, added up or left out, but one: ukraine.csv carries an error that was put in on purpose (a total that is not its parts), and
ukraine.corrected.csv is the file without it. register.csv is counted from a register that was invented with a fixed seed.
"""

import csv
import io
import json
import os
import pathlib
import random

HERE = pathlib.Path(__file__).parent
SPECIMENS = pathlib.Path(os.environ["DSM_SPECIMENS"])
YEARS = range(2018, 2024)
PARTS = ["dec_recognized", "dec_other", "dec_rejected", "dec_closed", "dec_total"]
PROCEDURES = {"TJK": "GU"}
STATELESS, UNKNOWN = "XXA", "UNK"
APPLICATIONS = "applications"


def rows(name):
    with open(SPECIMENS / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def chosen(row, state):
    """First instance, in the State's own procedure (G); for Tajikistan also in UNHCR's (U), which stands in for it until 2022."""
    of_state = row["coa_iso"] == state and int(row["year"]) in YEARS
    return of_state and row["dec_level"] == "FI" and row["procedure_type"] in PROCEDURES.get(state, "G")


def figures(state):
    """(origin, year, P or C, applications or an outcome) → the figure as it is published; with UNHCR's own code of the origin."""
    found, codes = {}, {}

    def take(row, flag, what, figure):
        key = (row["coo_iso"], int(row["year"]), flag, what)
        if key in found:
            raise SystemExit(f"{state}: the source has two figures for {key}")
        found[key] = int(figure)
        codes[row["coo_iso"]] = row["coo"]

    for row in rows("refugees__asylum_applications.csv"):
        if chosen(row, state) and row["app_type"] == "N":
            take(row, row["app_pc"], APPLICATIONS, row["applied"])
    for row in rows("refugees__asylum_decisions.csv"):
        if chosen(row, state):
            for part in PARTS:
                take(row, row["dec_pc"], part, row[part])
    return found, codes


def alpha2():
    return {row["ISO3166-1-Alpha-3"]: row["ISO3166-1-Alpha-2"] for row in rows("country_codes__country-codes.csv")}


def cldr(lang):
    """The names of countries by ISO 3166 alpha-3."""
    text = json.loads((SPECIMENS / "cldr" / f"territories-{lang}.json").read_text(encoding="utf-8"))
    names = text["main"][lang]["localeDisplayNames"]["territories"]
    return {three: names[two] for three, two in alpha2().items() if two in names}


def russian():
    with open(SPECIMENS / "country_codes__UNSD-M49-ru.csv", encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        return {row["ISO-alpha3 Code"]: row["Country or Area"] for row in table}


def write(name, text, encoding):
    (HERE / name).write_bytes(text.encode(encoding))


def delimited(table, separator, end="\n"):
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator=end).writerows(table)
    return file.getvalue()


def kazakhstan():
    """Semicolons, Windows-1251, Russian labels, a decimal comma, line ends of Windows: a spreadsheet saved as CSV."""
    found, _ = figures("KAZ")
    names = russian() | {"SYR": "Сирия", "IRN": "Иран", STATELESS: "лица без гражданства", UNKNOWN: "не установлено"}
    kinds = {
        APPLICATIONS: ("Новые ходатайства", ""),
        "dec_recognized": ("Решения первой инстанции", "статус беженца"),
        "dec_other": ("Решения первой инстанции", "дополнительная защита"),
        "dec_rejected": ("Решения первой инстанции", "отказано"),
        "dec_closed": ("Решения первой инстанции", "закрыто"),
        "dec_total": ("Решения первой инстанции", "всего"),
    }
    units = {"P": "лица", "C": "дела"}
    table = [["Показатель", "Страна происхождения", "Год", "Учтены", "Решение", "Значение"]]
    for (origin, year, flag, what), figure in sorted(found.items()):
        table.append([kinds[what][0], names[origin], year, units[flag], kinds[what][1], f"{figure},0"])
    write("kazakhstan.csv", delimited(table, ";", "\r\n"), "windows-1251")


def moldova():
    """A title, Romanian labels, a header of two lines with merged cells, a column for every outcome."""
    found, _ = figures("MDA")
    names = cldr("ro") | {STATELESS: "Apatrizi", UNKNOWN: "Necunoscută"}
    assert {flag for _, _, flag, _ in found} == {"P"}
    table = [
        ["Cereri de azil noi și decizii în primă instanță, persoane", *[""] * 7],
        ["Țara de origine", "Anul", "Cereri", "Decizii", "", "", "", ""],
        ["", "", "Noi", "Statut de refugiat", "Protecție umanitară", "Respinse", "Închise", "Total"],
    ]
    for origin, year in sorted({(names[origin], year) for origin, year, _, _ in found}):
        three = next(code for code, _, _, _ in found if names[code] == origin)
        figure = lambda what: found.get((three, year, "P", what), "")
        table.append([origin, year, figure(APPLICATIONS), *map(figure, PARTS)])
    write("moldova.csv", delimited(table, ","), "utf-8-sig")


def tajikistan():
    """Tabs, UTF-16 as spreadsheets save "Unicode text", Tajik labels, a cross table with the years as columns."""
    found, _ = figures("TJK")
    names = cldr("tg") | {STATELESS: "Шахсони бешаҳрванд", UNKNOWN: "Номаълум"}
    assert {flag for _, _, flag, _ in found} == {"P"}
    kinds = dict(zip([APPLICATIONS, *PARTS], ["Дархостҳо", "Гуреза", "Ҳимояи иловагӣ", "Рад", "Қатъ", "Ҳамагӣ"]))
    table = [["Кишвари пайдоиш", "Нишондиҳанда", *YEARS]]
    for origin, what in sorted({(origin, what) for origin, _, _, what in found}):
        line = [found.get((origin, year, "P", what), "") for year in YEARS]
        table.append([names[origin], kinds[what], *line])
    write("tajikistan.txt", delimited(table, "\t", "\r\n"), "utf-16")


def ukraine():
    """One row a figure, codes of ISO 3166 with three letters. One total is wrong at first."""
    found, _ = figures("UKR")
    kinds = dict(zip([APPLICATIONS, *PARTS], ["applications", "refugee", "subsidiary", "rejected", "closed", "total"]))
    origins = {STATELESS: "XXA", UNKNOWN: "XXX"}

    def table(wrong):
        lines = [["year", "origin", "what", "counted", "figure"]]
        for (origin, year, flag, what), figure in sorted(found.items()):
            figure = wrong.get((origin, year, flag, what), figure)
            lines.append([year, origins.get(origin, origin), kinds[what], {"P": "persons", "C": "cases"}[flag], figure])
        return delimited(lines, ",")

    largest = max((key for key in found if key[3] == "dec_total"), key=lambda key: (found[key], key))
    # A digit was typed twice.
    typed = int(str(found[largest])[0] + str(found[largest]))
    write("ukraine.csv", table({largest: typed}), "utf-8")
    write("ukraine.corrected.csv", table({}), "utf-8")


def kyrgyzstan():
    """Columns of fixed width, no names of columns, UNHCR's own codes of countries."""
    found, codes = figures("KGZ")
    kinds = dict(zip([APPLICATIONS, *PARTS], ["APP", "REC", "OTH", "REJ", "CLO", "TOT"]))
    lines = []
    for (origin, year, flag, what), figure in sorted(found.items()):
        lines.append(f"{year:4d}{codes[origin]:<3}{flag}{kinds[what]:<3}{figure:>8d}\r\n")
    write("kyrgyzstan.txt", "".join(lines), "ascii")


def register():
    """Persons who entered by month and sex, counted from an invented register of entries: each person once in each month."""
    draw = random.Random(862)
    persons = [(number, draw.choice("FM")) for number in range(46)]
    entries = [(person, month) for person in persons for month in range(1, 13) if draw.random() < 0.22]
    table = [["month", "sex", "persons"]]
    for month in range(1, 13):
        counted = {sex: len({p for p, m in entries if m == month and p[1] == sex}) for sex in "FM"}
        table += [[f"2023-{month:02d}", sex, counted[sex]] for sex in "FM"]
        table.append([f"2023-{month:02d}", "T", sum(counted.values())])
    write("register.csv", delimited(table, ","), "utf-8")
    print("register: persons in the year", {s: len({p for p, _ in entries if p[1] == s}) for s in "FM"})


def crossings():
    """Invented crossings of invented persons, as they never should leave a register."""
    draw = random.Random(417)
    names = [f"{given} {family}" for family in ("Askarova", "Bekov", "Carter", "Dumitru") for given in ("Ana", "Omar", "Ilya")]
    table = [["passport_no", "name", "date_of_birth", "crossed", "direction"]]
    for number in range(24):
        person = draw.randrange(len(names))
        birth = f"19{60 + person * 3:02d}-0{1 + person % 9}-1{person % 10}"
        day = f"2023-{1 + number // 2:02d}-{draw.randrange(1, 28):02d}"
        table.append([f"X{1000000 + person * 7919}", names[person], birth, day, draw.choice(["in", "out"])])
    write("crossings.csv", delimited(table, ","), "utf-8")


def main():
    for layout in (crossings, kazakhstan, moldova, tajikistan, ukraine, kyrgyzstan, register):
        layout()


if __name__ == "__main__":
    main()
