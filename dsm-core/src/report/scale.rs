use rust_decimal::{Decimal, prelude::ToPrimitive};

/// A scale of figures that begins at zero, from the bottom of a drawing to its top.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    step: Decimal,
    bottom: f64,
    top: f64,
}

impl Scale {
    /// A scale over figures, with round ends; none where there is no figure.
    pub(super) fn over(figures: impl Iterator<Item = f64>, bottom: f64, top: f64) -> Option<Self> {
        let mut any = false;
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for figure in figures {
            any = true;
            (low, high) = (low.min(figure), high.max(figure));
        }
        if !any {
            return None;
        }
        // Where all is zero the scale still has two ends.
        let span = if high - low > 0.0 { high - low } else { 2.0 };
        let step = round_step(span / 2.0);
        let size = step.to_f64().filter(|step| *step > 0.0).unwrap_or(1.0);
        Some(Self {
            low: (low / size).floor() * size,
            high: ((high / size).ceil() * size).max(size),
            step,
            bottom,
            top,
        })
    }

    /// Where a figure stands.
    pub(super) fn at(&self, figure: f64) -> f64 {
        self.bottom - (figure - self.low) / (self.high - self.low) * (self.bottom - self.top)
    }

    /// The round figures that are marked, from the lowest.
    pub(super) fn ticks(&self) -> Vec<Decimal> {
        let size = self.step.to_f64().filter(|step| *step > 0.0).unwrap_or(1.0);
        let place = |value: f64| (value / size).round().to_i64().unwrap_or_default();
        // Half of the span is at most one and a half steps.
        (place(self.low)..=place(self.high)).take(8).filter_map(|n| Decimal::from(n).checked_mul(self.step)).collect()
    }
}

/// The next of 1, 2, 5, 10, 20 … that is not smaller; a figure of a scale is never finer than a thousandth.
fn round_step(least: f64) -> Decimal {
    let mut unit = Decimal::new(1, 3);
    for _ in 0..28 {
        for factor in [1, 2, 5] {
            let Some(step) = unit.checked_mul(Decimal::from(factor)) else { return unit };
            if step.to_f64().is_some_and(|step| step >= least) {
                return step.normalize();
            }
        }
        unit = unit.checked_mul(Decimal::TEN).unwrap_or(unit);
    }
    unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_begins_at_zero_and_has_round_ends() {
        let ticks = |figures: &[f64]| {
            let scale = Scale::over(figures.iter().copied(), 100.0, 0.0).unwrap();
            scale.ticks().iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(ticks(&[1234.0, 80.0]), ["0", "1000", "2000"]);
        assert_eq!(ticks(&[-30.0, 60.0]), ["-50", "0", "50", "100"]);
        assert_eq!(ticks(&[0.0]), ["0", "1"]);
        assert!(Scale::over(std::iter::empty(), 100.0, 0.0).is_none());
        let scale = Scale::over([50.0].into_iter(), 100.0, 0.0).unwrap();
        assert_eq!((scale.at(0.0), scale.at(50.0)), (100.0, 0.0));
    }
}
