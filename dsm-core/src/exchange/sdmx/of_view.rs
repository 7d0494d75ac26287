use super::{
    Action, Header, Structure,
    data::{Batch, DataSet, Layout, Observations},
    structures::Structures,
};
use crate::{
    error::{Error, FindingSink, Result, Safe, codes::exc},
    exchange::{
        columns::{attributes, spelled_time},
        observation::Observation,
    },
    table::{Row, View},
};
use std::{collections::HashSet, fmt, sync::Arc};

/// The cells of a view as observations of a structure, series by series.
///
/// # Disclosure
/// A suppressed cell has no figure and no bounds, the status `Q` and the confidentiality `C`, whatever the reason.
pub struct ViewObservations {
    view: View,
    header: Header,
    data_set: DataSet,
    sources: Vec<Source>,
    /// The rows in the order of the series, where the time is not the last axis.
    order: Option<Vec<u32>>,
    times: Vec<String>,
    at: usize,
    begun: bool,
}

/// Where the value of a component comes from.
enum Source {
    /// An axis.
    Axis(usize),
    Time(usize),
    Value,
    Lower,
    Upper,
    Error,
    Status,
    Statuses,
    Confidentiality,
    /// The same in every row.
    Same(String),
    Nothing,
}

impl ViewObservations {
    /// The cells of a view as data of a structure.
    ///
    /// # Errors
    /// `EXC-002` when the structure is not among the artefacts; `EXC-237` when an axis of the view is no dimension of it, or a
    /// dimension no axis.
    pub fn new(
        view: View,
        structure: Structure,
        structures: &Structures,
        header: Header,
        action: Action,
    ) -> Result<Self> {
        let found = structures.structure_of(&structure).ok_or_else(|| Error::new(exc::STRUCTURE_UNREADABLE))?;
        let layout = Arc::new(Layout::of(found, structures));
        Self::laid_out(view, DataSet { layout, structure: Some(structure), action, number: 0, in_series: true }, header)
    }

    /// The cells of a view as a data set.
    pub(super) fn laid_out(view: View, data_set: DataSet, header: Header) -> Result<Self> {
        let sources = sources(&view, &data_set.layout)?;
        let times = times(&view);
        let order = order(&view, &data_set.layout, &sources);
        Ok(Self { view, header, data_set, sources, order, times, at: 0, begun: false })
    }

    /// Only some of the cells, by their rows; where it is asked only their keys, for a deletion.
    pub(super) fn only(mut self, rows: &HashSet<u32>, keys_alone: bool) -> Self {
        let all = || (0..self.view.rows().count()).filter_map(|row| u32::try_from(row).ok()).collect();
        let order: Vec<u32> = self.order.take().unwrap_or_else(all);
        self.order = Some(order.into_iter().filter(|row| rows.contains(row)).collect());
        if keys_alone {
            self.sources
                .iter_mut()
                .skip(self.data_set.layout.dimensions())
                .for_each(|source| *source = Source::Nothing);
        }
        self
    }

    pub(super) fn data_set(&self) -> &DataSet {
        &self.data_set
    }

    fn row(&self, at: usize) -> Option<Row> {
        let position = match &self.order {
            None => at,
            Some(order) => usize::try_from(*order.get(at)?).ok()?,
        };
        self.view.row(position)
    }
}

/// Where the value of each component comes from.
fn sources(view: &View, layout: &Layout) -> Result<Vec<Source>> {
    let whole = attributes(view);
    let axis = |id: &str| view.axes().iter().position(|axis| axis.id() == id);
    let mut sources = Vec::with_capacity(layout.parts().len());
    for (at, part) in layout.parts().iter().enumerate() {
        let source = if layout.time() == Some(at) {
            view.axes().iter().position(|axis| axis.is_time()).map(Source::Time)
        } else if at < layout.dimensions() {
            axis(&part.id).map(Source::Axis)
        } else {
            Some(of_name(&part.id, layout.measure() == Some(at), &whole))
        };
        let differs = || Error::new(exc::AXES_DIFFER).with("component", Safe::term(&part.id));
        sources.push(source.ok_or_else(differs)?);
    }
    let is_there = |axis: usize| {
        sources.iter().any(|source| matches!(source, Source::Axis(own) | Source::Time(own) if *own == axis))
    };
    if let Some((_, lost)) = view.axes().iter().enumerate().find(|(at, _)| !is_there(*at)) {
        return Err(Error::new(exc::AXES_DIFFER).with("component", Safe::term(lost.id())));
    }
    Ok(sources)
}

/// The value of a component that is no dimension.
fn of_name(id: &str, measure: bool, whole: &[(&'static str, String)]) -> Source {
    match id {
        _ if measure => Source::Value,
        "OBS_STATUS" => Source::Status,
        "STATUSES" => Source::Statuses,
        "CONF_STATUS" => Source::Confidentiality,
        "LOWER_BOUND" => Source::Lower,
        "UPPER_BOUND" => Source::Upper,
        "STANDARD_ERROR" => Source::Error,
        name => {
            let found = whole.iter().find(|(own, _)| *own == name);
            found.map_or(Source::Nothing, |(_, value)| Source::Same(value.clone()))
        }
    }
}

/// The periods and moments as SDMX spells them.
fn times(view: &View) -> Vec<String> {
    let Some(axis) = view.axes().iter().find(|axis| axis.is_time()) else { return Vec::new() };
    axis.codes().iter().zip(axis.times()).map(|(code, time)| spelled_time(code, time)).collect()
}

/// The rows series by series; none where they stand so already.
fn order(view: &View, layout: &Layout, sources: &[Source]) -> Option<Vec<u32>> {
    let axes: Vec<usize> = sources
        .iter()
        .take(layout.dimensions())
        .filter_map(|source| match source {
            Source::Axis(axis) | Source::Time(axis) => Some(*axis),
            _ => None,
        })
        .collect();
    let mut ordered: Vec<usize> = axes.clone();
    if let Some(time) = view.axes().iter().position(|axis| axis.is_time()) {
        ordered.retain(|axis| *axis != time);
        ordered.push(time);
    }
    if ordered.iter().copied().eq(0..ordered.len()) {
        return None;
    }
    let rows = view.rows().count();
    let mut keys: Vec<(Vec<u32>, u32)> =
        (0..rows).map(|row| (Vec::new(), u32::try_from(row).unwrap_or(u32::MAX))).collect();
    for axis in ordered {
        for ((key, _), code) in keys.iter_mut().zip(view.key_column(axis)) {
            key.push(code);
        }
    }
    keys.sort();
    Some(keys.into_iter().map(|(_, row)| row).collect())
}

impl Observations for ViewObservations {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next<'a>(&'a mut self, batch: &mut Batch, _: &mut dyn FindingSink) -> Result<Option<&'a DataSet>> {
        batch.start(&self.data_set.layout);
        let mut places = vec![u32::MAX; self.sources.len()];
        let mut texts = vec![String::new(); self.sources.len()];
        while !batch.is_full() {
            let Some(row) = self.row(self.at) else { break };
            self.at += 1;
            let seen = Observation::of(&row, self.view.making());
            for (at, source) in self.sources.iter().enumerate() {
                let code = |axis: usize| row.key.get(axis).map_or("", |code| &**code);
                let text = match source {
                    Source::Axis(axis) => code(*axis),
                    Source::Time(axis) => {
                        let place = self.view.axes().get(*axis).and_then(|own| own.position(code(*axis)));
                        let place = place.and_then(|place| usize::try_from(place).ok());
                        place.and_then(|place| self.times.get(place)).map_or("", |time| time)
                    }
                    Source::Value => &seen.value,
                    Source::Lower => &seen.lower,
                    Source::Upper => &seen.upper,
                    Source::Error => &seen.error,
                    Source::Status => seen.status,
                    Source::Statuses => &seen.statuses,
                    Source::Confidentiality => seen.confidentiality,
                    Source::Same(text) => text,
                    Source::Nothing => "",
                };
                let plain = batch.is_plain(at);
                if let Some(slot) = texts.get_mut(at).filter(|_| plain) {
                    slot.clear();
                    slot.push_str(text);
                }
                if let Some(slot) = places.get_mut(at) {
                    *slot = match (text.is_empty(), plain) {
                        (true, _) => u32::MAX,
                        (false, true) => 0,
                        (false, false) => batch.place(at, text),
                    };
                }
            }
            batch.row(0, &places, &texts, &[]);
        }
        // A view without cells is a data set without observations: what it would be about is said.
        let first = !std::mem::replace(&mut self.begun, true);
        Ok((first || !batch.is_empty()).then_some(&self.data_set))
    }
}

impl fmt::Debug for ViewObservations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ViewObservations({:?})", self.data_set.layout)
    }
}
