use serde::de::DeserializeOwned;
use std::path::Path;

/// Reads every TOML file of a folder in the order of the names; a file that cannot be read is a problem.
pub(crate) fn folder<T: DeserializeOwned>(folder: &Path, problems: &mut Vec<String>) -> Vec<(String, T)> {
    let shown = folder.file_name().map_or_else(String::new, |name| format!("spec/{}", name.to_string_lossy()));
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(format!("{shown}: {error}"));
            return Vec::new();
        }
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let name = path.file_name().map_or_else(String::new, |name| format!("{shown}/{}", name.to_string_lossy()));
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => {
                problems.push(format!("{name}: {error}"));
                continue;
            }
        };
        match toml::from_str(&text) {
            Ok(file) => all.push((name, file)),
            Err(error) => problems.push(format!("{name}: {error}")),
        }
    }
    all
}

/// Reads one TOML file; where it cannot be read, that is a problem.
pub(crate) fn file<T: DeserializeOwned>(path: &Path, problems: &mut Vec<String>) -> Option<T> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string());
    match text.and_then(|text| toml::from_str(&text).map_err(|error| error.to_string())) {
        Ok(file) => Some(file),
        Err(error) => {
            problems.push(format!("{name}: {error}"));
            None
        }
    }
}
