//! Names the shared library after its version: before 1.0 every minor version has an interface of its own.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let linux = std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux");
    let part = |name: &str| std::env::var(name).unwrap_or_default();
    if linux {
        let (major, minor) = (part("CARGO_PKG_VERSION_MAJOR"), part("CARGO_PKG_VERSION_MINOR"));
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libdsm.so.{major}.{minor}");
    }
}
