//! The version of the library.

use crate::string::dsm_string;

/// The version of the library, such as `0.1.0`: compare it with `DSM_VERSION`. Lives for ever.
#[unsafe(no_mangle)]
pub extern "C" fn dsm_version() -> dsm_string {
    dsm_string::lent(env!("CARGO_PKG_VERSION"))
}

/// The version of the library as one number: compare it with `DSM_VERSION_NUMBER`.
#[unsafe(no_mangle)]
pub extern "C" fn dsm_version_number() -> u32 {
    let part = |text: &str| text.parse::<u32>().unwrap_or(0);
    let (major, minor) = (part(env!("CARGO_PKG_VERSION_MAJOR")), part(env!("CARGO_PKG_VERSION_MINOR")));
    major * 1_000_000 + minor * 1_000 + part(env!("CARGO_PKG_VERSION_PATCH"))
}
