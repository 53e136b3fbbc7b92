//! A batch of requests carried out in one transaction: what they touch is read, what they come to is worked out in the
//! order they came, and what is left of it is written.

mod counters;

use std::collections::HashMap;

use counters::counts;

use super::{
    Commit, Counter, Exchange, Intent, IntentEnd, KeyChange, Outcome, Passed, Passing, StoreFault,
    fault::Trouble,
    ledger::{DerivedRows, Ledger, PassingName, PassingRow, PassingSeen, Sql, Value},
    plan::Plan,
    tree::Tree,
};
use crate::{
    audit::head::Signer, derived::Derived, entry::SenderKey, family::FamilyId, instant::Instant,
    keys::Destroyed,
};

/// What a request wants written.
#[derive(Debug)]
pub(super) enum Work {
    Commit(Box<Commit>),
    DeriveAgain {
        family: FamilyId,
        seen: u32,
        derived: Derived,
    },
    Rewrap(Vec<Exchange>),
    Put {
        kind: Passing,
        thing: Passed,
        seen: u32,
        now: Instant,
    },
    End(PassingName),
    Sweep(Instant),
    Count {
        counters: Vec<Counter>,
        now: Instant,
    },
    Claim {
        limit: u32,
        now: Instant,
        lease_seconds: i64,
    },
    Renew {
        family: FamilyId,
        place: u32,
        now: Instant,
    },
    Settle {
        intent: Intent,
        end: IntentEnd,
    },
    Check,
}

/// What it is told once that is durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Outcome(Outcome),
    WasSo(bool),
    WereSo(Vec<bool>),
    Version(Option<u32>),
    Swept(u64),
    Counts(Vec<u32>),
    Claimed(Vec<Intent>),
    Renewed(u64),
    Checked,
}

/// What became of a batch before its commit.
pub(super) struct Carried {
    /// An answer for each, in order.
    pub answers: Vec<Answer>,
    /// A key that is kept if, and only if, the whole batch is.
    pub witness: Option<SenderKey>,
    /// Whose keys are destroyed.
    pub destroyed: Vec<Destroyed>,
    /// The tree as it is with it, where it was looked at.
    pub tree: Option<Tree>,
}

/// Carries out everything but the commit.
pub(super) async fn carry_out<L: Ledger>(
    ledger: &mut L,
    works: &[&Work],
    signer: &dyn Signer,
    known: Option<&Tree>,
) -> Sql<Result<Carried, Trouble>> {
    let (outcomes, tree) = match commits(ledger, works, signer, known).await? {
        Ok(done) => done,
        Err(trouble) => return Ok(Err(trouble)),
    };
    let kept = |work: &&Work, outcome: &Option<Outcome>| match (work, outcome) {
        (Work::Commit(commit), Some(Outcome::Kept { .. })) => Some(commit.key),
        _ => None,
    };
    let mut pairs = works.iter().zip(&outcomes);
    let witness = pairs.find_map(|(work, outcome)| kept(work, outcome));
    let destroyed = works.iter().zip(&outcomes).filter_map(destroyed).collect();
    Ok(Ok(Carried {
        answers: others(ledger, works, outcomes, signer).await?,
        witness,
        destroyed,
        tree,
    }))
}

/// Whose key goes with a commit that was kept, and with which entry.
fn destroyed((work, outcome): (&&Work, &Option<Outcome>)) -> Option<Destroyed> {
    let (Work::Commit(commit), Some(Outcome::Kept { first_leaf })) = (work, outcome) else {
        return None;
    };
    let last = commit.entries.last()?;
    matches!(commit.family_key, KeyChange::Destroy).then(|| Destroyed {
        family: commit.family,
        leaf: first_leaf + commit.entries.len() as u64 - 1,
        at: last.at,
    })
}

/// Outcomes of the commits of a batch, at their places, and the tree after them.
type Committed = (Vec<Option<Outcome>>, Option<Tree>);

/// Works out the commits among them, and writes their rows.
async fn commits<L: Ledger>(
    ledger: &mut L,
    works: &[&Work],
    signer: &dyn Signer,
    known: Option<&Tree>,
) -> Sql<Result<Committed, Trouble>> {
    let commits = works.iter().map(|work| match work {
        Work::Commit(commit) => Some(&**commit),
        _ => None,
    });
    let asked: Vec<&Commit> = commits.clone().flatten().collect();
    if asked.is_empty() {
        return Ok(Ok((vec![None; works.len()], known.cloned())));
    }
    let keys: Vec<_> = asked.iter().map(|commit| commit.key).collect();
    let mut families: Vec<_> = asked.iter().map(|commit| commit.family).collect();
    families.sort_unstable();
    families.dedup();
    let (acts, files) = ledger.seen(&keys, &families).await?;
    let found = found(ledger, &asked).await?;
    let Some(tree) = tree(ledger, known).await? else {
        return Ok(Err(Trouble::Fault(StoreFault::Damaged)));
    };
    let mut plan = Plan::new(acts, files, found, tree);
    let outcomes: Result<Vec<_>, _> = commits
        .map(|commit| commit.map(|commit| plan.add(commit, signer)).transpose())
        .collect();
    let outcomes = match outcomes {
        Ok(outcomes) => outcomes,
        Err(fault) => return Ok(Err(Trouble::Fault(fault))),
    };
    let (rows, tree) = plan.close(signer);
    if let Some(rows) = rows {
        ledger.keep(&rows).await?;
    }
    Ok(Ok((outcomes, Some(tree))))
}

/// How many families each value finds that one of the commits rests on.
async fn found<L: Ledger>(ledger: &mut L, asked: &[&Commit]) -> Sql<HashMap<Value, u32>> {
    let rested_on = asked.iter().filter_map(|commit| commit.found);
    let mut found: HashMap<Value, u32> = rested_on
        .map(|found| ((found.index, found.blind), 0))
        .collect();
    if !found.is_empty() {
        let values: Vec<Value> = found.keys().copied().collect();
        let there = ledger.found(&values).await?.into_iter();
        found.extend(there.map(|found| ((found.index, found.blind), found.families)));
    }
    Ok(found)
}

/// The tree as it is kept; none where its head and its nodes do not belong together. Where the head is still the one of
/// the tree that is known, its nodes need not be read again.
pub(super) async fn tree<L: Ledger>(ledger: &mut L, known: Option<&Tree>) -> Sql<Option<Tree>> {
    let Some(head) = ledger.head().await? else {
        return Ok(Some(Tree {
            size: 0,
            peaks: Vec::new(),
            at: Instant(i64::MIN),
        }));
    };
    let is_known = |tree: &&Tree| tree.size == head.size && tree.root() == head.root;
    if let Some(known) = known.filter(is_known) {
        return Ok(Some(known.clone()));
    }
    let places = Tree::peak_places(head.size);
    let nodes: HashMap<_, _> = ledger.nodes(&places).await?.into_iter().collect();
    let peaks: Option<Vec<_>> = places
        .iter()
        .map(|place| nodes.get(place).copied())
        .collect();
    let tree = peaks.map(|peaks| Tree {
        size: head.size,
        peaks,
        at: head.at,
    });
    Ok(tree.filter(|tree| tree.root() == head.root))
}

/// Everything but the commits, and everybody's answer.
async fn others<L: Ledger>(
    ledger: &mut L,
    works: &[&Work],
    outcomes: Vec<Option<Outcome>>,
    signer: &dyn Signer,
) -> Sql<Vec<Answer>> {
    let mut passings = passings(ledger, works, &outcomes).await?;
    let mut counts = counts(ledger, works).await?;
    let mut answers = Vec::with_capacity(works.len());
    for (at, (work, outcome)) in works.iter().zip(outcomes).enumerate() {
        answers.push(match (work, outcome) {
            (_, Some(outcome)) => Answer::Outcome(outcome),
            (Work::Put { .. } | Work::End(_), _) => {
                passings.remove(&at).unwrap_or(Answer::WasSo(false))
            }
            (Work::Count { .. }, _) => Answer::Counts(counts.remove(&at).unwrap_or_default()),
            (work, None) => alone(ledger, work, signer).await?,
        });
    }
    Ok(answers)
}

/// What needs statements of its own.
async fn alone<L: Ledger>(ledger: &mut L, work: &Work, signer: &dyn Signer) -> Sql<Answer> {
    Ok(match work {
        Work::DeriveAgain {
            family,
            seen,
            derived,
        } => {
            let file = ledger.files(&[*family]).await?.pop();
            let entries = file.as_ref().map_or(0, |file| file.entries);
            // who has no file gets no rows either
            let is_current = entries == *seen && (file.is_some() || *derived == Derived::default());
            if is_current {
                let rows = DerivedRows {
                    family: *family,
                    area: file.map_or_else(String::new, |file| file.area),
                    derived,
                    replaces: true,
                };
                ledger.derive(&[rows]).await?;
            }
            Answer::WasSo(is_current)
        }
        Work::Rewrap(exchanges) => {
            let mut were_so = Vec::with_capacity(exchanges.len());
            for exchange in exchanges {
                let may = signer.may_begin(&exchange.new);
                were_so.push(may && ledger.rewrap(exchange).await?);
            }
            Answer::WereSo(were_so)
        }
        Work::Sweep(now) => Answer::Swept(ledger.sweep(*now).await?),
        Work::Claim {
            limit,
            now,
            lease_seconds,
        } => {
            let until = now.plus_seconds(*lease_seconds);
            Answer::Claimed(ledger.claim(*limit, *now, until).await?)
        }
        Work::Renew { family, place, now } => {
            Answer::Renewed(ledger.renew(*family, *place, *now).await?)
        }
        Work::Settle { intent, end } => Answer::WasSo(ledger.settle(intent, end).await?),
        Work::Check | Work::Commit(_) | Work::Put { .. } | Work::End(_) | Work::Count { .. } => {
            ledger.pulse().await?;
            Answer::Checked
        }
    })
}

/// Passing things: what is put, ended, and ended by a commit that was kept. The answers, by the request's place.
async fn passings<L: Ledger>(
    ledger: &mut L,
    works: &[&Work],
    outcomes: &[Option<Outcome>],
) -> Sql<HashMap<usize, Answer>> {
    let mut names: Vec<PassingName> = Vec::new();
    for (work, outcome) in works.iter().zip(outcomes) {
        match (work, outcome) {
            (Work::Put { kind, thing, .. }, _) => names.push((*kind, thing.id.clone())),
            (Work::End(name), _) => names.push(name.clone()),
            (Work::Commit(commit), Some(Outcome::Kept { .. })) => {
                names.extend(commit.ends.iter().cloned());
            }
            _ => {}
        }
    }
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    let mut passings = Passings {
        there: ledger.passing(&names).await?.into_iter().collect(),
        put: HashMap::new(),
    };
    let mut answers = HashMap::new();
    for (at, (work, outcome)) in works.iter().zip(outcomes).enumerate() {
        match (work, outcome) {
            (
                Work::Put {
                    kind,
                    thing,
                    seen,
                    now,
                },
                _,
            ) => {
                let version = passings.put(*kind, thing, *seen, *now);
                answers.insert(at, Answer::Version(version));
            }
            (Work::End(name), _) => {
                answers.insert(at, Answer::WasSo(passings.end(name)));
            }
            (Work::Commit(commit), Some(Outcome::Kept { .. })) => {
                for name in &commit.ends {
                    passings.end(name);
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !passings.there.contains_key(name));
    let put: Vec<_> = passings.put.into_values().collect();
    ledger.pass(&put, &names).await?;
    Ok(answers)
}

/// The passing things that a batch touches, as they come to be.
struct Passings<'w> {
    there: HashMap<PassingName, PassingSeen>,
    put: HashMap<PassingName, PassingRow<'w>>,
}

impl<'w> Passings<'w> {
    fn put(&mut self, kind: Passing, thing: &'w Passed, seen: u32, now: Instant) -> Option<u32> {
        let name = (kind, thing.id.clone());
        let current = self.there.get(&name).filter(|seen| seen.expires_at > now);
        if current.map_or(0, |current| current.version) != seen {
            return None;
        }
        let version = seen.saturating_add(1);
        let expires_at = thing.expires_at;
        let now_there = PassingSeen {
            version,
            expires_at,
        };
        self.there.insert(name.clone(), now_there);
        let row = PassingRow {
            kind,
            thing,
            version,
        };
        self.put.insert(name, row);
        Some(version)
    }

    fn end(&mut self, name: &PassingName) -> bool {
        self.put.remove(name);
        self.there.remove(name).is_some()
    }
}
