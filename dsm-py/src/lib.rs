//! The Python interface of DSM: the private module `dsm._dsm`, which the public package `dsm` wraps.
//!
//! Nothing is decided here: a call is converted, made, and its answer converted back.
#![deny(unsafe_code)]

mod arrow;
mod assume;
mod build;
mod cells;
mod command;
mod counting;
mod errors;
mod files;
mod forms;
mod kept;
mod lists;
mod mechanism;
mod messages;
mod operations;
mod protecting;
mod stated;
mod table;
mod words;

use pyo3::prelude::pymodule;

/// The private half of the package `dsm`: use the public classes of `dsm` instead.
#[pymodule(gil_used = false)]
mod _dsm {
    #[pymodule_export]
    use crate::{
        arrow::from_arrow,
        build::{column_missing, from_columns, from_rows},
        command::command,
        counting::{
            CountSpecification, CountStatement, Counted, count_of_parts, count_records, count_specification,
            count_statement,
        },
        errors::{Finding, Problem},
        files::{checked, csv_written, json_stat_written, translated},
        forms::documentation_form_of,
        forms::documentation_form_read,
        forms::documentation_form_written,
        forms::form_marked,
        forms::template_written,
        lists::{CodeList, code_list, code_list_ids, code_mapping},
        mechanism::{Mechanism, Page, Session, documentation, report_ids},
        messages::{message_converted, message_read, message_written, report_read, report_written},
        protecting::{table_audited, table_protected},
        stated::{check_assumption, check_axis, check_concept, check_measure},
        table::Table,
        words::{label, number_written, words},
    };

    /// The version of DSM.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python expects")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
