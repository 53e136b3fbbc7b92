//! What a family says has changed: a due date that moved, a pregnancy that ended, a baby that died. Read from its form, and put into the facts of
//! the matter that it is about. Absent: what the page looks like.

use std::{collections::BTreeMap, fmt};

use policy::{
    Code, Day, Facts,
    facts::{BABIES_MAX, Birth, Ended, EndedHow, Sex},
    gestation::{Dating, is_plausible},
};

use super::check::{clean, day, pairs};

/// The control that says what has changed.
pub const WHAT: &str = "what";
/// The pregnancy ended without a birth.
pub const ENDED: &str = "ended";
/// The birth is expected on another day.
pub const MOVED: &str = "moved";
/// A baby was born, and died.
pub const DIED: &str = "died";

/// The control of the day on which the birth is expected now.
pub const DUE_DATE: &str = "due_date";

/// The controls of every baby.
const OF_BABIES: [&str; 3] = ["born_on", "sex", "died_on"];
/// Bytes of one value: a day, in the longest way to write it.
const VALUE_BYTES_MAX: usize = 60;

/// What can't be taken: the control's name, and why.
pub type Fault = (String, Code);

/// What was typed, by the controls' names. `Debug` shows nothing of it.
#[derive(Clone, Default)]
pub struct Changed(BTreeMap<String, String>);

impl fmt::Debug for Changed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Changed(***)")
    }
}

/// The control of one baby, by its place among the births.
pub fn of_baby(control: &str, place: usize) -> String {
    [control, "_", &place.to_string()].concat()
}

/// Every control, in the order of the form.
pub fn controls() -> impl Iterator<Item = String> {
    let of_babies =
        (0..BABIES_MAX).flat_map(|place| OF_BABIES.map(move |control| of_baby(control, place)));
    [WHAT, DUE_DATE, "ended_on", "ended_how"]
        .map(str::to_owned)
        .into_iter()
        .chain(of_babies)
}

impl Changed {
    /// Reads a body as browsers send it. What is given twice, or is longer than any answer, is nothing that can be read.
    pub fn parse(body: &str) -> Changed {
        let mut typed = BTreeMap::new();
        for (name, value) in pairs(body) {
            let is_new = !typed.contains_key(&*name);
            if !is_new || value.len() > VALUE_BYTES_MAX {
                typed.insert(name.into_owned(), "?".to_owned());
            } else if !value.trim().is_empty() {
                typed.insert(name.into_owned(), value.into_owned());
            }
        }
        let mut known = BTreeMap::new();
        for control in controls() {
            if let Some(value) = typed.remove(&control) {
                known.insert(control, value);
            }
        }
        Changed(known)
    }

    /// What stands in a control.
    pub fn value(&self, control: &str) -> &str {
        self.0.get(control).map_or("", String::as_str)
    }

    /// What was told, with what has changed; or all that can't be taken.
    pub fn facts(&self, told: &Facts) -> Result<Facts, Vec<Fault>> {
        let mut reader = Reader {
            typed: self,
            faults: Vec::new(),
        };
        let facts = reader.changed(told);
        if !reader.faults.is_empty() {
            return Err(reader.faults);
        }
        reader.faults = facts
            .faults()
            .into_iter()
            .map(|fault| (self.control_at(&fault.at), fault.code))
            .collect();
        match reader.faults.is_empty() {
            true => Ok(facts),
            false => Err(reader.faults),
        }
    }
}

impl Changed {
    /// The control that told a fact: `/births/0/died_on` is `died_on_0`. What was told before has none, and stands at the
    /// question itself.
    fn control_at(&self, pointer: &str) -> String {
        if pointer.starts_with("/pregnancy/ended") {
            return "ended_on".to_owned();
        }
        if pointer.starts_with("/pregnancy") && self.value(WHAT) == MOVED {
            return DUE_DATE.to_owned();
        }
        let mut parts = pointer.trim_start_matches("/births/").split('/');
        match (parts.next().map(str::parse), parts.next()) {
            (Some(Ok(place)), Some("on")) => of_baby("born_on", place),
            (Some(Ok(place)), Some("died_on")) => of_baby("died_on", place),
            _ => WHAT.to_owned(),
        }
    }
}

struct Reader<'a> {
    typed: &'a Changed,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn changed(&mut self, told: &Facts) -> Facts {
        let mut facts = told.clone();
        match self.typed.value(WHAT) {
            _ if !told.births.is_empty() => self.deaths(&mut facts.births),
            MOVED => {
                let due = self.needed(DUE_DATE.to_owned(), day);
                if let (Some(pregnancy), Some(due)) = (&mut facts.pregnancy, due) {
                    pregnancy.dating = Dating::DueDate(due);
                }
            }
            ENDED => {
                let ended = self.ended();
                if let Some(pregnancy) = &mut facts.pregnancy {
                    pregnancy.ended = ended;
                    self.plausible(told, "ended_on".to_owned(), ended.map(|ended| ended.on));
                }
            }
            DIED => {
                facts.births = self.births(told);
                self.one_died(&facts.births);
            }
            "" => self.refuse(WHAT.to_owned(), Code::MissingField),
            _ => self.refuse(WHAT.to_owned(), Code::InvalidValue),
        }
        facts
    }

    fn ended(&mut self) -> Option<Ended> {
        let on = self.needed("ended_on".to_owned(), day);
        let how = self.needed("ended_how".to_owned(), EndedHow::parse);
        Some(Ended { on: on?, how: how? })
    }

    /// As many as were expected; a row in which nothing is told is no baby, but for the first.
    fn births(&mut self, told: &Facts) -> Vec<Birth> {
        let expected = expected(told);
        let is_told = |place: usize| {
            OF_BABIES
                .iter()
                .any(|control| !self.typed.value(&of_baby(control, place)).is_empty())
        };
        let places: Vec<usize> = (0..expected)
            .filter(|place| *place == 0 || is_told(*place))
            .collect();
        let mut births = Vec::new();
        for place in places {
            let on = self.needed(of_baby("born_on", place), day);
            let sex = self.needed(of_baby("sex", place), Sex::parse);
            let died_on = self.one(of_baby("died_on", place), day);
            self.plausible(told, of_baby("born_on", place), on);
            if let (Some(on), Some(sex)) = (on, sex) {
                births.push(Birth {
                    died_on,
                    ..Birth::new(on, sex)
                });
            }
        }
        births
    }

    /// Of babies that were told of before: those that lived then.
    fn deaths(&mut self, births: &mut [Birth]) {
        let living: Vec<usize> = (0..births.len())
            .filter(|place| births[*place].is_living())
            .collect();
        let control = |place: &usize| of_baby("died_on", *place);
        for place in &living {
            births[*place].died_on = self.one(control(place), day);
        }
        let is_told = |place| !self.typed.value(&control(place)).is_empty();
        if let (false, Some(first)) = (living.iter().any(is_told), living.first()) {
            self.refuse(control(first), Code::MissingField);
        }
    }

    /// Where nobody died this is not the page for it.
    fn one_died(&mut self, births: &[Birth]) {
        let died = |place| of_baby("died_on", place);
        let is_told = (0..BABIES_MAX).any(|place| !self.typed.value(&died(place)).is_empty());
        if !is_told && births.iter().all(Birth::is_living) {
            self.refuse(died(0), Code::MissingField);
        }
    }

    /// The day belongs to this pregnancy.
    fn plausible(&mut self, told: &Facts, control: String, on: Option<Day>) {
        let pregnancy = told.pregnancy.as_ref();
        if let (Some(pregnancy), Some(on)) = (pregnancy, on)
            && on <= told.asked_on
            && !is_plausible(pregnancy.dating.days_on(on))
        {
            self.refuse(control, Code::ImplausibleGestation);
        }
    }

    fn needed<T>(&mut self, control: String, parse: impl Fn(&str) -> Result<T, Code>) -> Option<T> {
        if self.typed.value(&control).is_empty() {
            self.refuse(control, Code::MissingField);
            return None;
        }
        self.one(control, parse)
    }

    fn one<T>(&mut self, control: String, parse: impl Fn(&str) -> Result<T, Code>) -> Option<T> {
        let text = clean(self.typed.value(&control));
        if text.is_empty() {
            return None;
        }
        match parse(&text) {
            Ok(value) => Some(value),
            Err(code) => {
                self.refuse(control, code);
                None
            }
        }
    }

    fn refuse(&mut self, control: String, code: Code) {
        self.faults.push((control, code));
    }
}

/// How many babies were expected.
pub fn expected(told: &Facts) -> usize {
    told.pregnancy
        .as_ref()
        .map_or(1, |pregnancy| usize::from(pregnancy.fetuses))
}

#[cfg(test)]
mod tests;
