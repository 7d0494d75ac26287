//! A workbook that a State fills in, written so many times: `template INDICATOR LANG FILE [TIMES]`. The median time is said.
#![allow(clippy::disallowed_methods, reason = "an example is a host: it reads its arguments, its clock and its files")]

use dsm_core::{catalogue::Catalogue, exchange::xlsx::Template, text::Lang};
use std::{env, fs, time::Instant};

type Done = Result<(), Box<dyn std::error::Error>>;

fn main() -> Done {
    let given: Vec<String> = env::args().skip(1).collect();
    let [indicator, lang, file, times @ ..] = given.as_slice() else {
        return Err("template INDICATOR LANG FILE [TIMES]".into());
    };
    let times: usize = times.first().map_or(Ok(1), |times| times.parse())?;
    let indicator = Catalogue::built_in(indicator)?;
    let mut spent = Vec::with_capacity(times);
    for _ in 0..times {
        let mut workbook = Vec::new();
        let begun = Instant::now();
        let template = Template::new(&indicator, "MD", &["2006"], Lang::parse(lang)?)?;
        template.write(&mut workbook).map_err(|error| format!("{error}: {:?}", std::error::Error::source(&error)))?;
        spent.push(begun.elapsed());
        fs::write(file, &workbook)?;
    }
    spent.sort();
    let median = spent.get(times / 2).copied().unwrap_or_default();
    writeln(&format!("{:.1} ms", median.as_secs_f64() * 1e3))
}

fn writeln(line: &str) -> Done {
    use std::io::Write as _;
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
