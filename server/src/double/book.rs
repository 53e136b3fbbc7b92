//! What the double remembers, oldest forgotten first.

use std::collections::{BTreeMap, HashSet, VecDeque};

use serde::Serialize;

/// Messages, people, levies and marks of calls, each.
const KEPT_MAX: usize = 10_000;

/// A message that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The sender's own id for it.
    pub out_id: String,
    /// The phone.
    pub to: String,
    /// The gateway's id for the text.
    pub template: String,
    /// The text's variables.
    pub parameters: BTreeMap<String, String>,
    /// What the phone shows.
    pub text: String,
    /// The day, `20261124`.
    pub day: String,
}

/// Somebody in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptPerson {
    /// The register's number.
    pub psn_no: String,
    /// The name.
    pub psn_name: String,
    /// The kind of certificate.
    pub psn_cert_type: String,
    /// Its number.
    pub certno: String,
    /// What was told when the person was enrolled, as it came.
    pub told: String,
    /// How often this was enrolled; more than once is somebody's fault.
    pub registered: u32,
    /// How often name and number were changed.
    pub updated: u32,
}

/// A levy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptLevy {
    /// Whose.
    pub psn_no: String,
    /// The first month.
    pub accrym_begn: String,
    /// The last month.
    pub accrym_end: String,
    /// The amount.
    pub clct_amt: String,
    /// When it was paid.
    pub clct_time: Option<String>,
    /// How often it was handed over; more than once is somebody's fault.
    pub pushed: u32,
}

/// Everything it remembers.
#[derive(Debug, Default)]
pub struct Book {
    /// Messages, oldest first.
    pub messages: VecDeque<Kept>,
    /// People, oldest first.
    pub people: VecDeque<KeptPerson>,
    /// Levies, oldest first.
    pub levies: VecDeque<KeptLevy>,
    last_number: u64,
    marks: HashSet<String>,
    marks_in_order: VecDeque<String>,
}

impl Book {
    /// Notes a call's own mark; false where it was used before.
    pub(super) fn marks_first(&mut self, mark: &str) -> bool {
        if !self.marks.insert(mark.to_owned()) {
            return false;
        }
        if let Some(oldest) = keep(&mut self.marks_in_order, mark.to_owned()) {
            self.marks.remove(&oldest);
        }
        true
    }

    pub(super) fn send(&mut self, message: Kept) {
        keep(&mut self.messages, message);
    }

    /// Enrols somebody; who is there already is enrolled once more, and counted.
    pub(super) fn register(
        &mut self,
        name: &str,
        kind: &str,
        number: &str,
        told: &str,
    ) -> KeptPerson {
        if let Some(person) = self.people.iter_mut().find(|one| one.certno == number) {
            person.registered += 1;
            return person.clone();
        }
        self.last_number += 1;
        let person = KeptPerson {
            psn_no: format!("{:020}", self.last_number),
            psn_name: name.to_owned(),
            psn_cert_type: kind.to_owned(),
            certno: number.to_owned(),
            told: told.to_owned(),
            registered: 1,
            updated: 0,
        };
        keep(&mut self.people, person.clone());
        person
    }

    /// Changes name and number; whether the person is there.
    pub(super) fn update(&mut self, psn_no: &str, name: &str, kind: &str, number: &str) -> bool {
        let Some(person) = self.people.iter_mut().find(|one| one.psn_no == psn_no) else {
            return false;
        };
        name.clone_into(&mut person.psn_name);
        kind.clone_into(&mut person.psn_cert_type);
        number.clone_into(&mut person.certno);
        person.updated += 1;
        true
    }

    /// Takes an assessed amount.
    pub(super) fn levy(&mut self, levy: KeptLevy) {
        let same = |one: &&mut KeptLevy| {
            (&one.psn_no, &one.accrym_begn, &one.accrym_end)
                == (&levy.psn_no, &levy.accrym_begn, &levy.accrym_end)
        };
        match self.levies.iter_mut().find(same) {
            Some(one) => one.pushed += 1,
            None => {
                keep(&mut self.levies, levy);
            }
        }
    }

    /// Pays what somebody owes; whether anything was owed.
    pub(super) fn pay(&mut self, psn_no: &str, time: &str) -> bool {
        let owed = |one: &&mut KeptLevy| one.psn_no == psn_no && one.clct_time.is_none();
        let mut paid = false;
        for levy in self.levies.iter_mut().filter(owed) {
            levy.clct_time = Some(time.to_owned());
            paid = true;
        }
        paid
    }
}

/// Keeps one more, and gives back the one forgotten for it.
fn keep<T>(list: &mut VecDeque<T>, thing: T) -> Option<T> {
    list.push_back(thing);
    (list.len() > KEPT_MAX).then(|| list.pop_front()).flatten()
}
