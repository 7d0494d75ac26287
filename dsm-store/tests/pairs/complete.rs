//! That nothing public is left out: the sources say what there is.

use std::{collections::BTreeSet, fs, path::Path};

/// Every file of a folder, with those below it.
fn sources(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            all.extend(sources(&entry));
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            all.push(fs::read_to_string(entry).unwrap());
        }
    }
    all
}

fn word(text: &str) -> String {
    text.chars().take_while(|one| one.is_alphanumeric() || *one == '_').collect()
}

/// The public methods of a type of the store, in whatever file they stand.
pub(super) fn methods(of: &str) -> BTreeSet<String> {
    let begins = format!("impl {of} {{");
    let mut found = BTreeSet::new();
    for source in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let mut within = false;
        for line in source.lines() {
            within = (within || line == begins) && line != "}";
            let declared = ["    pub fn ", "    pub const fn "].iter().find_map(|begins| line.strip_prefix(begins));
            found.extend(declared.filter(|_| within).map(word));
        }
    }
    found
}

/// The steps that can be taken, and those of them that can be said in words.
pub(super) fn steps() -> (BTreeSet<String>, BTreeSet<String>) {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dsm-core/src/workflow");
    let steps = sources(&core)
        .iter()
        .flat_map(|source| {
            source.lines().filter_map(|line| line.strip_prefix("impl Step for ")).map(word).collect::<Vec<_>>()
        })
        .collect::<BTreeSet<String>>();
    let build =
        ["administration.rs", "build.rs"].map(|file| fs::read_to_string(core.join("instruction").join(file)).unwrap());
    let said = |step: &&String| build.iter().any(|source| source.contains(&format!("{step}::")));
    let said = steps.iter().filter(said).cloned().collect();
    (steps, said)
}
