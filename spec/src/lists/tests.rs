use super::*;

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lists")
}

fn read() -> Lists {
    let mut problems = Vec::new();
    let lists = Lists::read(&root(), &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    lists
}

#[test]
fn the_lists_that_are_checked_in_have_no_problem() {
    assert_eq!(check::all(&read()), Vec::<String>::new());
}

#[test]
fn every_file_states_its_source_and_licence() {
    let lists = read();
    let stated = lists.lists.iter().map(|(_, l)| (&l.source, &l.licence));
    let stated = stated.chain(lists.names.iter().map(|(_, n)| (&n.source, &n.licence)));
    let stated = stated.chain(lists.other.iter().map(|(_, o)| (&o.source, &o.licence)));
    let singles = [
        (&lists.own.source, &lists.own.licence),
        (&lists.ambiguous.source, &lists.ambiguous.licence),
        (&lists.repairs.source, &lists.repairs.licence),
    ];
    let stated: Vec<_> = stated.chain(singles).collect();
    assert!(stated.iter().all(|(source, licence)| source.len() > 8 && !licence.is_empty()));
    let mut files = 0;
    for folder in
        [root(), root().join("names"), root().join("other_names"), root().join("curated"), root().join("carry")]
    {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files += entries.filter(|path| path.extension().is_some_and(|ext| ext == "toml")).count();
    }
    // What is added by hand while names are carried over ends in files that state their source.
    assert_eq!(stated.len(), files - 1);
}

#[test]
fn every_country_has_a_name_in_every_language() {
    let lists = read();
    let country = lists.list("COUNTRY").unwrap();
    assert_eq!(country.codes.len(), 249 + 1 + 5);
    let names = |list: &List| {
        let names =
            list.ids().flat_map(|id| LANGS.map(|lang| lists.name(list, id, lang).is_some_and(|n| !n.is_empty())));
        names.filter(|there| *there).count()
    };
    assert_eq!(names(country), 255 * 9);
    assert_eq!(names(lists.list("CITIZENSHIP").unwrap()), 5 * 9);
}

#[test]
fn a_fault_of_the_names_is_said() {
    type Fault = fn(&mut Lists);
    let faults: [(Fault, &str); 7] = [
        (
            |lists| drop(lists.names[0].1.names.get_mut("COUNTRY").unwrap().remove("FRA")),
            "FRA: the name in en is missing",
        ),
        (
            |lists| {
                let kk = lists.names.iter_mut().find(|(_, names)| names.lang == "kk").unwrap();
                kk.1.names.get_mut("COUNTRY").unwrap().insert("KAZ".to_owned(), "Казахстан".to_owned());
            },
            "KAZ: is it truly the same as in ru",
        ),
        (
            |lists| {
                let ro = lists.names.iter_mut().find(|(_, names)| names.lang == "ro").unwrap();
                ro.1.names.get_mut("COUNTRY").unwrap().insert("DEU".to_owned(), "Germany".to_owned());
            },
            "DEU: is it truly the same as in en",
        ),
        (
            |lists| {
                // The first letter is a Latin one.
                let uk = lists.names.iter_mut().find(|(_, names)| names.lang == "uk").unwrap();
                uk.1.names.get_mut("COUNTRY").unwrap().insert("IRN".to_owned(), "Iран".to_owned());
            },
            "mixes two scripts",
        ),
        (|lists| lists.names[0].1.licence.clear(), "no source or licence"),
        (|lists| lists.own.state[0].code = "ZZZ".to_owned(), "ZZZ is not a code of the list"),
        (|lists| lists.repairs.repair[0].name = "Аланды".to_owned(), "not done"),
    ];
    for (fault, says) in faults {
        let mut lists = read();
        fault(&mut lists);
        let problems = check::all(&lists);
        assert!(problems.iter().any(|problem| problem.contains(says)), "{says}: {problems:?}");
    }
}

#[test]
fn names_are_compared_in_a_plain_form() {
    for (one, other) in [
        ("Объединённые  Арабские Эмираты", "ОБЪЕДИНЕННЫЕ\u{a0}АРАБСКИЕ ЭМИРАТЫ"),
        ("Папуа — Новая Гвинея", "папуа-новая гвинея"),
        ("Côte d’Ivoire", " côte d'Ivoire "),
        ("Moldoveneşti ţări", "moldovenești țări"),
        ("Китаи\u{306}", "китай"),
        ("U.S.S.R.", "u.s.s.r"),
    ] {
        assert_eq!(plain::plain(one), plain::plain(other));
    }
    assert_ne!(plain::plain("Guinea Bissau"), plain::plain("Guinea"));
}
