use std::path::{Path, PathBuf};

/// A code with nothing wrong in it.
const GOOD: &str = r#"format = "dsm-codes/1"
prefix = "TIM"
room = "time"
[[code]]
id = "TIM-002"
name = "months-missing"
kind = "invalid"
channel = "finding-error"
plural = "count"
en = { one = "{count} month is missing.", other = "{count} months are missing." }
ru = { one = "Нет {count} месяца.", few = "Нет {count} двух месяцев.", many = "Нет {count} месяцев." }
remedy.en = "Deliver them."
remedy.ru = "Передайте их."
"#;

/// A folder of its own for one test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn with(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("dsm-spec-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            std::fs::write(folder.join(file), text).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn problems_of_codes(name: &str, files: &[(&str, &str)]) -> Vec<String> {
    let folder = Folder::with(name, files);
    let mut problems = Vec::new();
    crate::codes::read(&folder.0, &mut problems);
    problems
}

#[test]
fn the_generated_files_are_those_checked_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files = crate::generated(&root).unwrap();
    crate::verify(&root, &files).unwrap();
}

#[test]
fn a_file_that_differs_is_named_and_written_again() {
    let folder = Folder::with("verify", &[("codes.rs", "// stale")]);
    let files = [("codes.rs", "// fresh".to_owned()), ("deep/new.rs", String::new())];
    let stale = crate::verify(&folder.0, &files).unwrap_err();
    assert_eq!(stale, ["codes.rs differs from spec/", "deep/new.rs differs from spec/"]);
    assert_eq!(crate::write(&folder.0, &files).unwrap().len(), 2);
    crate::verify(&folder.0, &files).unwrap();
    assert!(crate::write(&folder.0, &files).unwrap().is_empty());
}

#[test]
fn a_good_file_has_no_problem() {
    assert!(problems_of_codes("good", &[("time.toml", GOOD)]).is_empty());
}

#[test]
fn each_fault_of_a_code_is_said_with_its_file_and_id() {
    let cases = [
        ("format", "dsm-codes/1", "dsm-codes/2", "format is"),
        ("prefix", "prefix = \"TIM\"", "prefix = \"TIME\"", "the prefix is none of"),
        ("id", "id = \"TIM-002\"", "id = \"TIM-2\"", "three digits"),
        ("zero", "id = \"TIM-002\"", "id = \"TIM-000\"", "three digits"),
        ("retired", "room = \"time\"", "room = \"time\"\nretired = [\"TIM-002\"]", "retired"),
        ("name", "months-missing", "Months_Missing", "lower-case words"),
        ("kind", "\"invalid\"", "\"bad\"", "the kind"),
        ("channel", "finding-error", "finding", "the channel"),
        ("plural", "plural = \"count\"\n", "", "say which argument counts"),
        ("counted", "plural = \"count\"", "plural = \"months\"", "not a placeholder"),
        ("language", "remedy.ru = \"Передайте их.\"\n", "", "in Russian (ru) is missing"),
        ("remedy", "remedy.en = \"Deliver them.\"\nremedy.ru = \"Передайте их.\"\n", "", "the remedy is missing"),
        ("few", "few = \"Нет {count} двух месяцев.\", ", "", "the plural form few is missing"),
        (
            "two",
            "one = \"{count} month",
            "two = \"{count} monthes\", one = \"{count} month",
            "two is not a plural form",
        ),
        ("alike", "\"{count} month is missing.\"", "\"{count} months are missing.\"", "all the same"),
        ("placeholder", "{count} months are", "{number} months are", "has the placeholders"),
        ("translation", "Нет {count} двух месяцев.", "Нет двух месяцев.", "has the placeholders"),
        ("argument", "{count} months are", "{Count Of} months are", "not the name of an argument"),
        ("brace", "{count} months are", "{count months are", "brace"),
        ("copied", "\"Передайте их.\"", "\"Deliver them.\"", "no Cyrillic"),
        ("mixed", "\"Deliver them.\"", "\"Dеliver them.\"", "has Cyrillic"),
        ("blank", "\"Deliver them.\"", "\"Deliver them. \"", "blanks at its ends"),
        ("key", "kind = ", "sort = \"x\"\nkind = ", "unknown field"),
    ];
    for (name, from, to, says) in cases {
        assert!(GOOD.contains(from), "{name}");
        let problems = problems_of_codes(name, &[("time.toml", &GOOD.replacen(from, to, 1))]);
        assert!(problems.iter().any(|p| p.contains(says) && p.contains("time.toml")), "{name}: {problems:?}");
    }
}

#[test]
fn ids_names_and_prefixes_are_used_once() {
    let (head, entry) = GOOD.split_once("[[code]]").unwrap();
    let twice = format!("{head}[[code]]{entry}[[code]]{entry}");
    let problems = problems_of_codes("twice", &[("time.toml", &twice)]);
    assert!(problems.iter().any(|p| p.contains("TIM-002: the id is used twice")), "{problems:?}");
    assert!(problems.iter().any(|p| p.contains("TIM-002: the name months-missing is used twice")), "{problems:?}");
    let problems = problems_of_codes("prefixes", &[("a.toml", head), ("b.toml", head)]);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].contains("b.toml: TIM: the prefix stands in another file"));
}

#[test]
fn every_problem_is_reported_and_not_only_the_first() {
    let bad =
        GOOD.replace("\"invalid\"", "\"bad\"").replace("finding-error", "finding").replace("Передайте их.", "Send.");
    assert_eq!(problems_of_codes("all", &[("a.toml", &bad), ("b.toml", "format = 1")]).len(), 4);
}

#[test]
fn numbers_are_the_prefix_in_thousands_and_the_number_of_the_id() {
    let folder = Folder::with("numbers", &[("time.toml", GOOD)]);
    let books = crate::codes::read(&folder.0, &mut Vec::new());
    assert_eq!(books[0].codes[0].number, 4002);
    let files = crate::emit::all(&books, &crate::text::Words::default());
    let header = files.iter().find(|(path, _)| path.ends_with("dsm_codes.h")).unwrap();
    let comments = header.1.matches("/*").count();
    assert_eq!(comments, header.1.matches("*/").count(), "a comment inside of a comment");
    assert!(header.1.contains("DSM_TIM_MONTHS_MISSING = 4002\n"), "{}", header.1);
}

#[test]
fn a_label_has_no_argument_and_a_phrase_has_one() {
    let words = "format = \"dsm-text/1\"\n[[label]]\nname = \"least\"\nen = \"at least {low}\"\nru = \"не менее {low}\"\n\
                 [[phrase]]\nname = \"hidden\"\nen = \"hidden\"\nru = \"скрыто\"\n";
    let folder = Folder::with("words", &[("words.toml", words)]);
    let mut problems = Vec::new();
    crate::text::read(&folder.0, &mut problems);
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems.iter().all(|p| p.contains("a label has no placeholder")));
}
