//! What looks like data about persons is found; statistics are left alone.

use dsm_core::error::Severity;
use dsm_core::source::{Grid, Guard, Layout, Rows, open};
use std::io::Cursor;

/// The rules that a text breaks, with their columns.
pub(super) fn guarded(text: String) -> Vec<String> {
    let mut rows = open(Cursor::new(text), "f", &Layout::default()).unwrap();
    let (mut batch, mut guard) = (Grid::new(), Guard::new(rows.header()));
    while rows.next(&mut batch).unwrap() {
        batch.rows().for_each(|row| guard.row(&row));
    }
    let findings = guard.settle();
    assert!(findings.iter().all(|finding| finding.severity() == Severity::Error && finding.evidence().is_none()));
    findings.iter().map(|finding| format!("{} {}", finding.rule().id(), finding.place().unwrap())).collect()
}

#[test]
fn titles_of_persons_are_known_in_nine_languages() {
    for (rule, titles) in [
        (
            "SRC-039",
            "Surname|First name|FamilyName|Фамилия|Ф.И.О.|Отчество заявителя|Аты-жөні|Тегі|Prenume|NUMELE DE FAMILIE|Насаб|Прізвище|По батькові|Аты-жөнү|Apellidos|Prénom|Nom de famille|Full name|Nume complet",
        ),
        (
            "SRC-040",
            "passport_no|PassportNo|Travel document number|Номер паспорта|Серия и номер|Паспорт нөмірі|Numărul pașaportului|Numarul paşaportului|Рақами шиноснома|Серія паспорта|Паспорттун номери|Número de pasaporte|Numéro de passeport",
        ),
        (
            "SRC-041",
            "ИИН|Personal ID|Individual ID|IndividualID|Alien number|СНИЛС|ЖСН|IDNP|CNP|РНОКПП|Жеке номер|DNI|Numéro étranger|Номер личного дела|Рақами шахсӣ",
        ),
        (
            "SRC-042",
            "Date of birth|DateofBirth|DOB|birth_date|Дата рождения|Туған күні|Data nașterii|Санаи таваллуд|Дата народження|Туулган күнү|Fecha de nacimiento|Date de naissance",
        ),
        (
            "SRC-043",
            "Home address|Номер телефона|Адрес проживания|Телефон нөмірі|Numărul de telefon|Рақами телефон|Домашня адреса|Телефон номери|Correo electrónico|Numéro de téléphone",
        ),
    ] {
        for title in titles.split('|') {
            assert_eq!(guarded(format!("LAND,{title}\n")), [format!("{rule} f:1:2")], "{title}");
        }
    }
}

#[test]
fn titles_of_statistics_are_left_alone() {
    for title in "name|Name of country|Country name|Full name of the country|Наименование страны|Полное наименование страны|Полное имя страны|Ел атауы|Denumirea țării|Numele țării|Номи кишвар|Назва країни|Өлкөнүн аты|Nombre del país|Nom du pays|Number of passports|Passports issued|Number of documents|Type of document|Тип документа|Паспорта|Номер|No.|Year of birth|Country of birth|Страна рождения|Год рождения|Sex|Age|Возраст|Age at first marriage|Number of cases|Persons|Кол-во лиц|Number of births|First instance|Last residence|Name of indicator|Code|ISO code|coo_name|Indicator name|Имя файла|Дата решения|Date of decision|Applications by telephone|Contact unit|Phone|Mobile population|Registered address changes".split('|') {
        assert!(guarded(format!("LAND,{title}\nKAZ,12\nMDA,13\nUKR,70\n")).is_empty(), "{title}");
    }
}

#[test]
fn values_tell_where_titles_do_not() {
    let column = |title: &str, values: [&str; 4]| {
        let rows: String = values.iter().map(|value| format!("{value},X\n")).collect();
        guarded(format!("{title},LAND\n{rows}"))
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(column("Ref", ["AB123456", "N12345678", "AB 123456", "C-7654321"]), ["SRC-040 f:1:1"]);
    assert_eq!(column("Passport", ["C103", "A101", "B7712", ""]), ["SRC-040 f:1:1"]);
    assert_eq!(column("Ref", ["C103", "A101", "B7712", ""]), none);
    assert_eq!(column("Ref", ["920312300123", "880312300124", "750101400125", "010203500126"]), ["SRC-041 f:1:1"]);
    assert_eq!(column("Total", ["123456789", "88031230", "750101", "1"]), none);
    assert_eq!(column("Born", ["1990-01-10", "10.01.1990", "1/2/2003", "1990-01-10T00:00:00"]), ["SRC-042 f:1:1"]);
    assert_eq!(column("Born", ["1990", "1991", "1992", "1993"]), none);
    assert_eq!(column("Decided", ["1990-01-10", "10.01.1990", "1/2/2003", "1990-01-10"]), none);
    assert_eq!(column("Ref", ["a.b@c.org", "d@e.kz", "x@y.md", ""]), ["SRC-043 f:1:1"]);
    assert_eq!(column("Source", ["stat@gov.kz", "registry", "registry", "registry"]), none);
    assert_eq!(column("Ref", ["+7 701 123 45 67", "+373 22 123-456", "+992 37 2211111", ""]), ["SRC-043 f:1:1"]);
    assert_eq!(column("Телефон", ["8 (701) 123-45-67", "022 123 456 7", "87011234567", ""]), ["SRC-043 f:1:1"]);
    assert_eq!(column("Period", ["2023-M01", "2023-M02", "2023Q1", "FY2012-2013"]), none);
}

#[test]
fn rows_of_persons_are_known_by_what_repeats() {
    let rows = |header: &str, count: usize, row: &dyn Fn(usize) -> String| {
        let rows: String = (0..count).map(|n| format!("{}\n", row(n))).collect();
        guarded(format!("{header}\n{rows}"))
    };
    let sex = |n: usize| ["F", "M"][n % 2];
    let none: Vec<String> = Vec::new();
    let persons = ["SRC-044 f:1"];
    // A number for each, and sex and age.
    assert_eq!(rows("id,sex,age", 5, &|n| format!("k{},{},{}", n * 7, sex(n), n + 20)), persons);
    assert_eq!(
        rows("№,Пол,Возраст,Гражданство", 40, &|n| format!(
            "{},{},{},KAZ",
            n + 1,
            sex(n),
            n % 9
        )),
        persons
    );
    // The same few combinations again and again.
    assert_eq!(rows("times,gender,age,nation", 90, &|n| format!("1,{},{},X", sex(n), n % 3)), persons);
    assert_eq!(rows("id,sex,children,age", 90, &|n| format!("r{n},{},{},{}", sex(n), n % 2, n % 3)), persons);
    // Statistics: each combination once, whatever numbers the lines.
    assert_eq!(rows("age,persons", 100, &|n| format!("{n},{}", n % 2)), none);
    assert_eq!(rows("№,sex,age,persons", 80, &|n| format!("{},{},{},{}", n + 1, sex(n), n / 2, 7)), none);
    assert_eq!(rows("id,sex,age,persons", 80, &|n| format!("{},{},{},{}", n / 40, sex(n), n / 2 % 20, n % 3)), none);
    assert_eq!(rows("Sex,Number", 2, &|n| format!("{},{}", sex(n), n + 1)), none);
    assert_eq!(rows("age,Number", 60, &|n| format!("{n},{}", n * 3)), none);
    assert_eq!(rows("year,sex,n", 200, &|n| format!("{},{},0", 1900 + n / 2, sex(n))), none);
    // A list of codes of sexes is no list of persons.
    assert_eq!(rows("SexCode,SexText", 2, &|n| format!("{},{n}", sex(n))), none);
    // Two hundred thousand rows, in bounded memory.
    assert_eq!(rows("id,sex,age", 200_000, &|n| format!("p{n},{},{}", sex(n), n % 90)), persons);
    assert_eq!(rows("geo,sex,age,n", 200_000, &|n| format!("g{},{},{},{}", n / 200, sex(n), n / 2 % 100, n % 5)), none);
}

#[test]
fn a_record_of_arrivals_is_found_in_every_column_that_names_somebody() {
    let text = "admission_number,last_name,first_name,passport_number,date_of_birth,sex,country\n\
                12345678901,X,Y,A1234567,1990-01-10,F,KAZ\n12345678902,Z,W,A1234568,1991-01-10,M,MDA\n12345678903,V,U,A1234569,1992-01-10,F,UKR\n";
    assert_eq!(
        guarded(text.into()),
        ["SRC-041 f:1:1", "SRC-039 f:1:2", "SRC-039 f:1:3", "SRC-040 f:1:4", "SRC-042 f:1:5"]
    );
}
