//! A statement while it is written: named steps, one after the other.

use super::{
    super::plan::{Axis, Plan, Program},
    Dialect,
};

/// The steps of a statement.
pub(super) struct Writer<'a> {
    pub(super) plan: &'a Plan,
    pub(super) program: &'a Program,
    pub(super) dialect: Dialect,
    /// Begins the names of steps, as the name of the table does not.
    prefix: String,
    steps: Vec<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(plan: &'a Plan, program: &'a Program, dialect: Dialect, from: &str) -> Self {
        let mut prefix = "dsm_".to_owned();
        while from.to_lowercase().contains(&prefix) {
            prefix.push('_');
        }
        Self { plan, program, dialect, prefix, steps: Vec::new() }
    }

    /// The name of a step.
    pub(super) fn name(&self, step: &str) -> String {
        format!("{}{step}", self.prefix)
    }

    /// Adds a step.
    pub(super) fn step(&mut self, step: &str, columns: &str, query: &str) {
        let name = self.name(step);
        self.steps.push(format!("{name}{columns} AS (\n{query}\n)"));
    }

    /// The statement: its steps, and what it selects from them.
    pub(super) fn finish(self, select: &str) -> String {
        format!("WITH {}\n{select}", self.steps.join(",\n"))
    }

    /// The dimensions of the program, by their places in it.
    pub(super) fn axes(&self) -> impl Iterator<Item = (usize, usize, &'a Axis)> + use<'a> {
        let (plan, program) = (self.plan, self.program);
        let axis = move |(at, place): (usize, &usize)| Some((at, *place, plan.dimensions.get(*place)?));
        program.by.iter().enumerate().filter_map(axis)
    }

    /// Something of each dimension of the program, each with a comma before it.
    pub(super) fn each(&self, say: impl Fn(usize) -> String) -> String {
        (0..self.program.by.len()).map(|at| format!(", {}", say(at))).collect()
    }

    pub(super) fn no_number(&self) -> &'static str {
        "CAST(NULL AS BIGINT)"
    }

    pub(super) fn no_text(&self) -> String {
        format!("CAST(NULL AS {})", self.dialect.type_of_text())
    }
}
