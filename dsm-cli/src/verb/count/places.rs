use crate::failure::unwritten;
use dsm_core::error::{At, Error, Finding, Result};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write as _},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

/// The file of the places of findings, which only its owner may open: it names individual records. It takes its place when all of it
/// is written; until then what stood there before stays.
#[derive(Debug)]
pub(super) struct Places {
    path: PathBuf,
    unfinished: Option<PathBuf>,
    file: BufWriter<File>,
    failed: Option<io::Error>,
}

impl Places {
    pub(super) fn create(path: &Path) -> Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let unfinished = path.with_file_name(format!(".{name}.{}.unfinished", std::process::id()));
        // What is no file, such as a pipe, is written to as it is.
        let unfinished = Some(unfinished).filter(|_| fs::metadata(path).map_or(true, |there| there.is_file()));
        let made = options.open(unfinished.as_deref().unwrap_or(path)).and_then(|file| {
            let mut file = BufWriter::new(file);
            writeln!(file, "code,file,line,column")?;
            Ok(Self { path: path.to_owned(), unfinished, file, failed: None })
        });
        made.map_err(|error| unwritten(path, error))
    }

    pub(super) fn put(&mut self, finding: &Finding) -> ControlFlow<()> {
        let Some(place) = finding.place() else { return ControlFlow::Continue(()) };
        let (line, column) = match place.position() {
            At::Line { line, column: 0 } => (line.to_string(), String::new()),
            At::Line { line, column } => (line.to_string(), column.to_string()),
            At::Row { column, row } => (row.to_string(), quoted(column)),
            _ => (String::new(), String::new()),
        };
        let written = writeln!(self.file, "{},{},{line},{column}", finding.rule(), quoted(place.file()));
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// Says whether everything was written.
    pub(super) fn finish(mut self) -> Result<()> {
        let done = self.failed.take().map_or(Ok(()), Err).and_then(|()| self.file.flush());
        let done = done.and_then(|()| match self.unfinished.take() {
            Some(unfinished) => fs::rename(unfinished, &self.path),
            None => Ok(()),
        });
        done.map_err(|error: io::Error| -> Error { unwritten(&self.path, error) })
    }
}

impl Drop for Places {
    /// A count that ended leaves nothing of it.
    fn drop(&mut self) {
        if let Some(unfinished) = &self.unfinished {
            // Where it cannot be removed either, its owner alone may open it.
            let _ = fs::remove_file(unfinished);
        }
    }
}

fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
