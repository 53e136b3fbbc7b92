//! What a family says has changed: a due date that moved, twins that were found, a pregnancy that ended, a baby that died.
//! Read from its form, and put into the facts of the matter that it is about. Absent: what the page looks like.

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
/// There are as many babies as that.
pub const MORE: &str = "more";
/// A baby was born, and died.
pub const DIED: &str = "died";

/// The control of the day on which the birth is expected now.
pub const DUE_DATE: &str = "due_date";

/// The control of how many babies there are.
pub const FETUSES: &str = "fetuses";

/// The control that says how a baby is, where there are several.
pub const HOW: &str = "how";
/// It lives.
pub const LIVES: &str = "lives";
/// Nobody knows yet, or nobody can say it yet.
pub const UNKNOWN: &str = "unknown";

/// The controls of every baby.
const OF_BABIES: [&str; 4] = [HOW, "born_on", "sex", "died_on"];
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
    [WHAT, DUE_DATE, FETUSES, "ended_on", "ended_how"]
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
            places: Vec::new(),
        };
        let facts = reader.changed(told);
        if !reader.faults.is_empty() {
            return Err(reader.faults);
        }
        reader.faults = facts
            .faults()
            .into_iter()
            .map(|fault| (self.control_at(&fault.at, &reader.places), fault.code))
            .collect();
        match reader.faults.is_empty() {
            true => Ok(facts),
            false => Err(reader.faults),
        }
    }
}

impl Changed {
    /// The control that told a fact: `/births/0/died_on` is `died_on_0`. What was told before has none, and stands at the
    /// question itself. `places` says which baby of the form each birth is.
    fn control_at(&self, pointer: &str, places: &[usize]) -> String {
        if pointer.starts_with("/pregnancy/ended") {
            return "ended_on".to_owned();
        }
        if pointer.starts_with("/pregnancy") && self.value(WHAT) == MOVED {
            return DUE_DATE.to_owned();
        }
        let mut parts = pointer.trim_start_matches("/births/").split('/');
        let place = parts.next().map(str::parse::<usize>);
        let place =
            place.map(|birth| birth.map(|birth| places.get(birth).copied().unwrap_or(birth)));
        match (place, parts.next()) {
            (Some(Ok(place)), Some("on")) => of_baby("born_on", place),
            (Some(Ok(place)), Some("died_on")) => of_baby("died_on", place),
            _ => WHAT.to_owned(),
        }
    }
}

struct Reader<'a> {
    typed: &'a Changed,
    faults: Vec<Fault>,
    /// Which baby of the form each birth is.
    places: Vec<usize>,
}

impl Reader<'_> {
    fn changed(&mut self, told: &Facts) -> Facts {
        let mut facts = told.clone();
        match self.typed.value(WHAT) {
            _ if !told.births.is_empty() => self.later(told, &mut facts.births),
            MOVED => {
                let due = self.needed(DUE_DATE.to_owned(), day);
                if let (Some(pregnancy), Some(due)) = (&mut facts.pregnancy, due) {
                    pregnancy.dating = Dating::DueDate(due);
                }
            }
            MORE => {
                let fetuses = self.fetuses(told);
                if let (Some(pregnancy), Some(fetuses)) = (&mut facts.pregnancy, fetuses) {
                    pregnancy.fetuses = fetuses;
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
                facts.births = self.births(told, 0);
                self.one_died(told, &facts.births);
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

    /// Another number than was told.
    fn fetuses(&mut self, told: &Facts) -> Option<u8> {
        let fetuses = self.needed(FETUSES.to_owned(), |typed| {
            let fetuses = typed.parse().map_err(|_| Code::InvalidValue)?;
            match (1..=BABIES_MAX).contains(&usize::from(fetuses)) {
                true => Ok(fetuses),
                false => Err(Code::InvalidValue),
            }
        })?;
        if usize::from(fetuses) == expected(told) {
            self.refuse(FETUSES.to_owned(), Code::InvalidValue);
        }
        Some(fetuses)
    }

    /// Of as many as were expected, those from that place on. Of several each is asked after: what is left empty says
    /// neither that a baby lives nor that it died.
    fn births(&mut self, told: &Facts, from: usize) -> Vec<Birth> {
        let is_one = expected(told) == 1;
        let mut births = Vec::new();
        for place in from..expected(told) {
            let how = match self.typed.value(&of_baby(HOW, place)) {
                _ if is_one => DIED,
                "" if !self.typed.value(&of_baby("died_on", place)).is_empty() => DIED,
                "" => {
                    self.refuse(of_baby(HOW, place), Code::MissingField);
                    continue;
                }
                UNKNOWN => continue,
                how => how,
            };
            let on = self.needed(of_baby("born_on", place), day);
            let sex = self.needed(of_baby("sex", place), Sex::parse);
            let died_on = match how {
                DIED => self.needed(of_baby("died_on", place), day),
                LIVES if self.typed.value(&of_baby("died_on", place)).is_empty() => None,
                _ => {
                    self.refuse(of_baby(HOW, place), Code::InvalidValue);
                    None
                }
            };
            self.plausible(told, of_baby("born_on", place), on);
            if let (Some(on), Some(sex)) = (on, sex) {
                self.places.push(place);
                births.push(Birth {
                    died_on,
                    ..Birth::new(on, sex)
                });
            }
        }
        births
    }

    /// After births were told of: who of those that lived then died since, and how those are of whom nothing was told.
    fn later(&mut self, told: &Facts, births: &mut Vec<Birth>) {
        self.places = (0..births.len()).collect();
        let living: Vec<usize> = (0..births.len())
            .filter(|place| births[*place].is_living())
            .collect();
        let control = |place: &usize| of_baby("died_on", *place);
        for place in &living {
            births[*place].died_on = self.one(control(place), day);
        }
        let is_told = |place| !self.typed.value(&control(place)).is_empty();
        let has_died = living.iter().any(is_told);
        let before = births.len();
        births.extend(self.births(told, before));
        if !has_died && births.len() == before && self.faults.is_empty() {
            let first = living.first().map(control);
            let first = first.unwrap_or_else(|| of_baby(HOW, before));
            self.refuse(first, Code::MissingField);
        }
    }

    /// Where nobody died this is not the page for it.
    fn one_died(&mut self, told: &Facts, births: &[Birth]) {
        if self.faults.is_empty() && births.iter().all(Birth::is_living) {
            let control = if expected(told) == 1 { "died_on" } else { HOW };
            self.refuse(of_baby(control, 0), Code::MissingField);
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

/// Of how many babies nothing is told, though others were born.
pub fn untold(told: &Facts) -> usize {
    match told.births.len() {
        0 => 0,
        born => expected(told).saturating_sub(born),
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
