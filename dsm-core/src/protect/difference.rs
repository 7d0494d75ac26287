use super::{
    Rule,
    audit::series,
    bounds::propagated,
    system::System,
    web::{Known, Node, Says, Sum, Web},
};
use crate::{
    error::{Finding, Safe, codes::sdc},
    table::Table,
};

/// Gives what is left of a total beside its shown parts a place in the web, where the parts are not all there are or several of
/// them are not in the table. It says no more than the web said before.
pub(super) fn with_rests(web: &mut Web) {
    if web.signed {
        return;
    }
    for number in 0..web.sums.len() {
        let Some(sum) = web.sums.get(number) else { continue };
        let outside = |part: &u32| web.nodes.get(*part as usize).is_some_and(|node| node.place.is_none());
        let (unseen, seen): (Vec<u32>, Vec<u32>) = sum.parts.iter().partition(|part| outside(part));
        let (whole, axis, says) = (sum.whole, sum.axis, sum.says);
        match says {
            Says::PartsAtMostWhole => {
                let parts = sum.parts.clone();
                let rest = left(web, number);
                put(web, number, Sum { whole, parts: [parts, vec![rest]].concat(), axis, says: Says::Equal });
            }
            Says::Equal if unseen.len() > 1 && !seen.is_empty() => {
                let rest = left(web, number);
                for part in &unseen {
                    if let Some(of) = web.of.get_mut(*part as usize) {
                        of.retain(|sum| *sum as usize != number);
                    }
                }
                put(web, number, Sum { whole, parts: [seen, vec![rest]].concat(), axis, says: Says::Equal });
                let next = u32::try_from(web.sums.len()).unwrap_or(u32::MAX);
                for node in unseen.iter().chain([&rest]) {
                    web.of.get_mut(*node as usize).into_iter().for_each(|of| of.push(next));
                }
                web.sums.push(Sum { whole: rest, parts: unseen, axis, says: Says::Equal });
            }
            _ => {}
        }
    }
}

/// A new cell that is in no table, part of a sum.
fn left(web: &mut Web, sum: usize) -> u32 {
    let number = u32::try_from(web.nodes.len()).unwrap_or(u32::MAX);
    web.nodes.push(Node { place: None, known: Known::Within(Some(0), None) });
    web.of.push(vec![u32::try_from(sum).unwrap_or(u32::MAX)]);
    number
}

fn put(web: &mut Web, number: usize, sum: Sum) {
    if let Some(slot) = web.sums.get_mut(number) {
        *slot = sum;
    }
}

/// What has no figure in the table and can be computed by everybody while nothing more is masked than some cells, where it is small.
pub(super) fn small_differences(web: &Web, rule: &Rule, masked: &[bool]) -> Vec<bool> {
    let threshold = web.one.unwrap_or(1).saturating_mul(i128::from(rule.threshold()));
    let system = System::of(web, masked, rule.shows_zeros());
    let (bounds, _) = propagated(&system);
    let small = |(node, column): (&Node, &Option<u32>)| {
        let known = column.and_then(|column| bounds.get(column as usize));
        let told = known.and_then(|(low, high)| low.filter(|low| Some(*low) == *high));
        matches!(node.known, Known::Within(..)) && told.is_some_and(|value| value > 0 && value < threshold)
    };
    web.nodes.iter().zip(&system.column).map(small).collect()
}

/// The finding about a small difference that no mask hides, at the total that it is a part of.
pub(super) fn difference_told(table: &Table, web: &Web, node: usize) -> Finding {
    let sums = || web.of.get(node).into_iter().flatten().filter_map(|sum| web.sums.get(*sum as usize));
    let axes = sums().filter_map(|sum| table.axes().get(sum.axis)).map(|axis| axis.id().to_owned());
    let axes: std::collections::BTreeSet<String> = axes.collect();
    let finding = Finding::new(sdc::DIFFERENCE_TOLD).with("axes", Safe::terms(axes));
    let place = |number: u32| web.nodes.get(number as usize).and_then(|node| node.place);
    match sums().flat_map(|sum| sum.parts.iter().chain([&sum.whole]).rev()).find_map(|number| place(*number)) {
        Some(place) => finding.at(series(table, table.key(place))),
        None => finding,
    }
}
