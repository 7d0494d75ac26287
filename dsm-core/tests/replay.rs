//! The corpus of the fuzz targets, replayed: nothing panics, and the properties hold.

#[expect(unreachable_pub, reason = "the fuzz targets use them from another crate")]
#[path = "../../fuzz/src/properties.rs"]
pub(crate) mod properties;

use std::path::Path;

/// A target's name and its property.
type Target = (&'static str, fn(&[u8]));

#[test]
fn the_corpus_of_every_target_holds_its_property() {
    let targets: &[Target] = &[
        ("period", properties::period),
        ("delimited", properties::delimited),
        ("encodings", properties::encodings),
        ("fixed", properties::fixed),
        ("guard", properties::guard),
        ("numbers", properties::numbers),
        ("figure", properties::figure),
        ("table", properties::table),
        ("declared", properties::declared),
        ("translated", properties::translated),
        ("copied", properties::copied),
        ("messages", properties::messages),
        ("reports", properties::reports),
        ("structures", properties::structures),
        ("counted", properties::part),
        #[cfg(feature = "toml")]
        ("count_toml", properties::count_toml),
        #[cfg(feature = "parquet")]
        ("parquet", properties::parquet),
        #[cfg(feature = "xlsx")]
        ("workbooks", properties::workbooks),
        #[cfg(feature = "xlsx")]
        ("forms", properties::forms),
    ];
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    for (target, property) in targets {
        let mut seeds: Vec<_> = std::fs::read_dir(corpus.join(target)).unwrap().map(|e| e.unwrap().path()).collect();
        seeds.sort();
        assert!(seeds.len() > 5, "{target} has no corpus");
        for seed in seeds {
            property(&std::fs::read(&seed).unwrap());
        }
    }
}
