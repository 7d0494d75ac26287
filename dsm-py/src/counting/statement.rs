use super::{CountSpecification, Counted};
use crate::errors::{run, run_for_others};
use dsm_core::count::{self, Dialect, Field};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyInt, PyString},
};

/// A count as one statement for a database.
#[pyclass(frozen, module = "dsm._dsm")]
#[derive(Clone, Debug)]
pub(crate) struct CountStatement(count::Statement);

/// A value of a result, held for as long as the rows are read.
enum Value {
    Missing,
    Text(String),
    Number(i64),
}

impl Value {
    fn of(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if object.is_none() {
            return Ok(Self::Missing);
        }
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(Self::Text(text.to_str()?.to_owned()));
        }
        if let Ok(number) = object.extract() {
            return Ok(Self::Number(number));
        }
        let decimal = object.py().import("decimal")?.getattr("Decimal")?;
        // A decimal may write ten as 1E+1.
        let written = match object.is_instance(&decimal)? {
            true => Some("f"),
            false => object.is_instance_of::<PyInt>().then_some("d"),
        };
        if let Some(written) = written {
            return Ok(Self::Text(object.call_method1("__format__", (written,))?.extract()?));
        }
        Err(PyTypeError::new_err("a value of a result is a text, a whole number, a decimal or None"))
    }

    fn field(&self) -> Field<'_> {
        match self {
            Self::Missing => Field::Missing,
            Self::Text(text) => Field::Text(text),
            Self::Number(number) => Field::Number(*number),
        }
    }
}

/// Says a count for a dialect, from a table or view.
#[pyfunction]
pub(crate) fn count_statement(
    py: Python<'_>,
    specification: PyRef<'_, CountSpecification>,
    count: &str,
    dialect: &str,
    from: &str,
) -> PyResult<CountStatement> {
    let words =
        || PyValueError::new_err(format!("the dialect is one of {}", Dialect::ALL.map(Dialect::word).join(", ")));
    let dialect = Dialect::parse(dialect).ok_or_else(words)?;
    let specification = specification.inner().clone();
    let said = run(py, || count::Statement::new(&specification, count, &specification.catalogue()?, dialect, from));
    said.map(CountStatement)
}

#[pymethods]
impl CountStatement {
    /// The statement.
    #[getter]
    fn sql(&self) -> &str {
        self.0.sql()
    }

    /// The names of the columns of its result.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.0.columns()
    }

    /// The rows of the result as the tables that would have been counted.
    fn tables(&self, py: Python<'_>, rows: &Bound<'_, PyAny>) -> PyResult<Counted> {
        let mut held: Vec<Vec<Value>> = Vec::new();
        for row in rows.try_iter()? {
            held.push(row?.try_iter()?.map(|value| Value::of(&value?)).collect::<PyResult<_>>()?);
        }
        run_for_others(py, || {
            let rows = held.iter().map(|row| row.iter().map(Value::field).collect::<Vec<_>>());
            self.0.tables(rows)
        })
        .map(Counted::of)
    }
}
