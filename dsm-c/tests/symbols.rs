use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

/// The shared library that was built with this test.
fn library() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().and_then(Path::parent).unwrap().join("libdsm.so")
}

/// The names that others can link to.
fn exported() -> BTreeSet<String> {
    let listed = Command::new("nm").args(["-D", "--defined-only", "--format=posix"]).arg(library()).output().unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let names = String::from_utf8(listed.stdout).unwrap();
    names.lines().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect()
}

/// The functions that the header declares.
fn declared() -> BTreeSet<String> {
    let header = include_str!("../include/dsm.h");
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let function = |line: &str| {
        let (head, _) = line.split_once('(')?;
        let name = head.rsplit(|c: char| !is_name(c)).next()?;
        (name.starts_with("dsm_") && !line.starts_with([' ', '*', '/']) && !line.starts_with("static"))
            .then(|| name.to_owned())
    };
    header.lines().filter_map(function).collect()
}

#[test]
#[cfg(target_os = "linux")]
fn the_shared_library_exports_the_header_and_nothing_else() {
    let (exported, declared) = (exported(), declared());
    assert!(declared.len() > 100, "{}", declared.len());
    let difference: Vec<_> = exported.symmetric_difference(&declared).collect();
    assert!(difference.is_empty(), "{difference:?}");
}
