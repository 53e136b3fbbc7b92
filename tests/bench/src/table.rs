//! The one table.

/// One figure, its yardstick and its goal.
pub struct Row {
    figure: String,
    ours: String,
    yardstick: String,
    ratio: String,
    goal: String,
    end: End,
}

/// What became of a figure.
enum End {
    /// It has no goal.
    Told,
    Met,
    /// By how much it was missed.
    Missed(String),
    /// Why.
    NotMeasured(String),
}

impl Row {
    /// A row without a goal: what is measured, ours and the yardstick's, each with its unit, and how the two stand to
    /// each other, as the goal says it.
    pub fn told(
        figure: impl Into<String>,
        ours: impl Into<String>,
        yardstick: impl Into<String>,
        ratio: impl Into<String>,
    ) -> Row {
        Row {
            figure: figure.into(),
            ours: ours.into(),
            yardstick: yardstick.into(),
            ratio: ratio.into(),
            goal: NONE.to_owned(),
            end: End::Told,
        }
    }

    /// The same with a goal that is a most.
    pub fn at_most(self, limit: f64, unit: &str, reached: f64) -> Row {
        self.aims("≤", limit, unit, reached - limit)
    }

    /// The same with a goal that is a least.
    pub fn at_least(self, limit: f64, unit: &str, reached: f64) -> Row {
        self.aims("≥", limit, unit, limit - reached)
    }

    /// The same with a goal that holds or doesn't.
    pub fn is(self, goal: &str, holds: bool) -> Row {
        let end = if holds {
            End::Met
        } else {
            End::Missed("it does not hold".to_owned())
        };
        Row {
            goal: goal.to_owned(),
            end,
            ..self
        }
    }

    /// A figure that could not be measured, and why; said aloud at once, so that nobody waits for the table.
    pub fn not_measured(figure: &str, why: &anyhow::Error) -> Row {
        eprintln!("NOT MEASURED: {figure}: {why:#}");
        Row {
            end: End::NotMeasured(format!("{why:#}")),
            ..Row::told(figure, NONE, NONE, "")
        }
    }

    /// Whether it could be measured.
    pub fn is_measured(&self) -> bool {
        !matches!(self.end, End::NotMeasured(_))
    }

    fn aims(self, sign: &str, limit: f64, unit: &str, over: f64) -> Row {
        let end = if over <= 0.0 {
            End::Met
        } else if limit == 0.0 {
            End::Missed(format!("by {} {unit}", short(over)))
        } else {
            End::Missed(format!(
                "by {} {unit} ({:.0} %)",
                short(over),
                100.0 * over / limit
            ))
        };
        let goal = if limit == 0.0 {
            format!("0 {unit}")
        } else {
            format!("{sign} {} {unit}", short(limit))
        };
        Row { goal, end, ..self }
    }

    fn cells(&self) -> [String; 6] {
        let met = match &self.end {
            End::Told => String::new(),
            End::Met => "yes".to_owned(),
            End::Missed(by) => format!("no, {by}"),
            End::NotMeasured(_) => "not measured".to_owned(),
        };
        let texts = [
            &self.figure,
            &self.ours,
            &self.yardstick,
            &self.ratio,
            &self.goal,
            &met,
        ];
        texts.map(String::clone)
    }
}

/// What an empty cell says.
const NONE: &str = "–";

/// As few digits as tell it.
fn short(number: f64) -> String {
    let digits = format!("{number:.2}");
    digits
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

/// The rows, in the order in which they were measured.
#[derive(Default)]
pub struct Table(Vec<Row>);

impl Table {
    /// Adds rows.
    pub fn extend(&mut self, rows: impl IntoIterator<Item = Row>) {
        self.0.extend(rows);
    }

    /// Whether every figure could be measured.
    pub fn is_whole(&self) -> bool {
        self.0.iter().all(Row::is_measured)
    }

    /// Prints the command, the machine and the table, as Markdown, and then what is missing from it.
    pub fn print(&self) {
        println!("\n`cargo xtask bench{}` · {}\n", arguments(), machine());
        let head = ["figure", "ours", "yardstick", "ratio", "goal", "met?"].map(str::to_owned);
        let rows: Vec<[String; 6]> = std::iter::once(head)
            .chain(self.0.iter().map(Row::cells))
            .collect();
        let widths: [usize; 6] = std::array::from_fn(|column| {
            let cells = rows.iter().map(|row| row[column].chars().count());
            cells.max().unwrap_or(0)
        });
        for (place, row) in rows.iter().enumerate() {
            let cells = row.iter().zip(widths);
            let cells: String = cells
                .map(|(cell, width)| format!(" {cell:width$} |"))
                .collect();
            println!("|{cells}");
            if place == 0 {
                let rules: String = widths
                    .iter()
                    .map(|width| format!("{}|", "-".repeat(width + 2)))
                    .collect();
                println!("|{rules}");
            }
        }
        self.print_end();
    }

    fn print_end(&self) {
        let count = |is: fn(&End) -> bool| self.0.iter().filter(|row| is(&row.end)).count();
        let goals = count(|end| !matches!(end, End::Told));
        let met = count(|end| matches!(end, End::Met));
        println!("\n{met} of {goals} goals are met.");
        for row in &self.0 {
            match &row.end {
                End::Missed(by) => println!("missed: {}, {by}", row.figure),
                End::NotMeasured(why) => println!("NOT MEASURED: {}: {why}", row.figure),
                End::Told | End::Met => {}
            }
        }
    }
}

fn arguments() -> String {
    std::env::args()
        .skip(1)
        .map(|argument| format!(" {argument}"))
        .collect()
}

/// The processor and how busy it was: figures without it say nothing.
fn machine() -> String {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let processors = read("/proc/cpuinfo");
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1));
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let load = read("/proc/loadavg");
    format!(
        "{cores} cores of {} · load {}",
        model.unwrap_or("an unknown processor"),
        load.split(' ').next().unwrap_or("?")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_goal_says_by_how_much() {
        let row = || Row::told("a", "1", "2", "");
        let rows = [
            (row(), "–", ""),
            (row().at_most(5.0, "µs", 5.0), "≤ 5 µs", "yes"),
            (
                row().at_most(1.05, "×", 1.26),
                "≤ 1.05 ×",
                "no, by 0.21 × (20 %)",
            ),
            (
                row().at_least(100.0, "×", 75.0),
                "≥ 100 ×",
                "no, by 25 × (25 %)",
            ),
            (row().at_most(0.0, "B", 7.0), "0 B", "no, by 7 B"),
        ];
        for (row, goal, met) in rows {
            let [.., said_goal, said_met] = row.cells();
            assert_eq!((&*said_goal, &*said_met), (goal, met));
        }
    }

    #[test]
    fn what_was_not_measured_is_not_met() {
        let row = Row::not_measured("a", &anyhow::anyhow!("no browser"));
        assert!(!row.is_measured());
        assert_eq!(row.cells()[5], "not measured");
    }
}
