//! Which characters a font has, as ranges: a few kilobytes that outlive the font's file in memory.

/// Ascending ranges of code points, both ends included, that do not touch.
#[derive(Debug)]
pub(crate) struct Coverage(Vec<(u32, u32)>);

impl Coverage {
    /// From code points in any order.
    pub(crate) fn of(code_points: impl Iterator<Item = u32>) -> Self {
        let mut points: Vec<u32> = code_points.collect();
        points.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for point in points {
            match ranges.last_mut() {
                Some((_, last)) if point <= *last + 1 => *last = point,
                _ => ranges.push((point, point)),
            }
        }
        Self(ranges)
    }

    pub(crate) fn holds(&self, char: char) -> bool {
        let point = u32::from(char);
        let after = self.0.partition_point(|(first, _)| *first <= point);
        after > 0 && point <= self.0[after - 1].1
    }
}
