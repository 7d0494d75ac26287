//! Where DSM keeps tables, submissions and history, and the two doors to them.
//!
//! A [`Mechanism`] is one file. A [`Session`] is somebody at it: every write goes through [`Session::perform`] and every
//! read of figures through [`Session::view`]; both ask `dsm_core::access::decide` first. The wall around a file is the
//! file's own rights: whoever holds it holds everything in it.
//!
//! ```
//! use dsm_core::{measure::{Concept, Measure}, table::{Axis, Table}, workflow::{AddCountry, Release, Submit, Verify}};
//! use dsm_store::{AssertedByHost, Mechanism, Query};
//! # let folder = std::env::temp_dir().join(format!("dsm-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder).unwrap();
//! # let path = folder.join("region.dsm");
//! # let _ = std::fs::remove_file(&path);
//! let mechanism = Mechanism::create(&path, "dsm")?;
//! let user = |id: &str| mechanism.session(&AssertedByHost::new(id));
//! user("administrator@dsm")?.perform(AddCountry::new("MD").with_staff())?;
//!
//! let table = Table::builder(Measure::parse("cases:application:many", "flow")?, Concept::new("ASYLUM_APPLICATION"))
//!     .axis(Axis::category("CITIZENSHIP"))
//!     .axis(Axis::time("TIME_PERIOD"))
//!     .row(&["UKR", "2024"], "120")
//!     .build()?;
//! let id = user("submitter@md")?.perform(Submit::new("ASYLUM_APPLICATIONS", table.clone()))?;
//! // Who submitted cannot verify.
//! assert!(user("submitter@md")?.perform(Verify::new(&id)).is_err());
//! user("verifier@md")?.perform(Verify::new(&id))?;
//! user("releaser@md")?.perform(Release::new(&id))?;
//! let view = user("analyst@md")?.view(&Query::new("ASYLUM_APPLICATIONS").country("MD"))?;
//! assert_eq!(*view, table);
//! # drop(view); std::fs::remove_dir_all(&folder).unwrap();
//! # Ok::<(), dsm_core::error::Error>(())
//! ```
#![forbid(unsafe_code)]

mod body;
mod clock;
mod cover;
mod declaration;
mod documented;
mod dossier;
mod filed;
mod due;
mod history;
mod identity;
mod join;
#[cfg(feature = "sign")]
mod key;
mod mechanism;
mod note;
mod notices;
mod permitted;
mod query;
mod reported;
mod rule;
mod rules;
mod session;
mod slice;
mod sqlite;
mod store;
mod told;
mod totals;
mod view;

pub use clock::{Clock, SystemClock};
pub use dossier::Dossier;
pub use due::{Due, Stage};
pub use history::{Entry, Receipt};
pub use identity::{AssertedByHost, Claim, Identity, Proof, Signer};
#[cfg(feature = "sign")]
pub use key::SigningKey;
pub use mechanism::Mechanism;
pub use notices::{Changed, Notice};
pub use query::Query;
pub use reported::report;
pub use rules::Rules;
pub use session::{Listed, Session};
pub use told::Line;
