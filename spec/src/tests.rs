#[test]
fn the_generated_files_are_those_checked_in() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files = crate::generated(&root).unwrap();
    crate::verify(&root, &files).unwrap();
}
