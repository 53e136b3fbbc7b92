//! A socket beside an embedded database, by which commands on the same machine ask the process that has it. Who may open
//! it is whoever may open the database's folder: nobody else than its owner.
//!
//! One line of JSON in, one line out; bounded in size and time.

mod keys;

use std::{io, os::unix::fs::PermissionsExt as _, path::PathBuf, sync::Arc, time::Duration};

use policy::verdict::Service;
use registry::{
    ApplicationNumber, Instant, Stage,
    entry::{Actor, Consent, SenderKey, Step},
    office::{Act, Acted, Done, Hand, Met, Office, Part, Task},
    shortfall::Ahead,
};
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{UnixListener, UnixStream},
    time::timeout,
};

pub use keys::{Counted, KeysAsked, KeysTold, Walked, do_here};

use crate::{cli::Fault, config::Keeping};

/// The longest line.
const LINE_BYTES_MAX: u64 = 64 * 1024;
/// How long either side may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a command asks of the process that has the database.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Asked {
    Act {
        number: ApplicationNumber,
        step: Step,
        /// A command of before did not ask.
        #[serde(default)]
        is_as_written: bool,
        #[serde(flatten)]
        hand: Sender,
    },
    Meet {
        number: ApplicationNumber,
    },
    Tasks,
    Again {
        number: ApplicationNumber,
        #[serde(flatten)]
        hand: Sender,
    },
    Keys(KeysAsked),
}

/// A [`Hand`] on its way.
#[derive(Serialize, Deserialize)]
struct Sender {
    by: Actor,
    at: Instant,
    key: [u8; 16],
}

impl From<&Hand> for Sender {
    fn from(hand: &Hand) -> Sender {
        Sender {
            by: hand.by.clone(),
            at: hand.at,
            key: hand.key.0,
        }
    }
}

impl From<Sender> for Hand {
    fn from(Sender { by, at, key }: Sender) -> Hand {
        let key = SenderKey(key);
        Hand { by, at, key }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answered {
    Now(Stage),
    NotFrom(Stage),
    NotFinished(Ahead),
    NoConsent(Consent),
    Lost,
    NotThatYear(Vec<i32>),
    OtherCount { form: usize },
    Differs { place: usize, is_name: bool },
    NotOf(String),
    NoSuch,
    KeyUsed,
    Met(Option<Met>),
    Tasks(Vec<Task>),
    Again(Option<u64>),
    Keys(KeysTold),
    Fault(String),
}

/// Serves commands until the listener is dropped. Nothing where the database is no file.
pub fn serve(keeping: &Keeping, office: &Arc<Office>) -> io::Result<Option<Served>> {
    let Some(path) = socket(keeping) else {
        return Ok(None);
    };
    // The database's lock is ours, so a socket there is left over from a process that was killed.
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    let office = Arc::clone(office);
    let task = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let office = Arc::clone(&office);
            tokio::spawn(async move {
                // A command that went away has its act in the file, or not; it asks again with the same key.
                let _ = timeout(PATIENCE, answer(stream, &office)).await;
            });
        }
    });
    Ok(Some(Served { path, task }))
}

/// Ends serving when dropped.
pub struct Served {
    path: PathBuf,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.task.abort();
        let _ = std::fs::remove_file(&self.path);
    }
}

async fn answer(stream: UnixStream, office: &Office) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    (&mut stream)
        .take(LINE_BYTES_MAX)
        .read_line(&mut line)
        .await?;
    let answered = match serde_json::from_str::<Asked>(&line) {
        Ok(asked) => carry_out(asked, office)
            .await
            .unwrap_or_else(|fault| Answered::Fault(fault.to_string())),
        Err(_) => Answered::Fault("the command is of another version".to_owned()),
    };
    let mut told = serde_json::to_vec(&answered).map_err(io::Error::other)?;
    told.push(b'\n');
    stream.get_mut().write_all(&told).await
}

async fn carry_out(asked: Asked, office: &Office) -> Done<Answered> {
    Ok(match asked {
        Asked::Act {
            number,
            step,
            is_as_written,
            hand,
        } => {
            let (act, hand) = (Act { number, step }, hand.into());
            let acted = match is_as_written {
                true => office.act_as_written(&act, &hand).await?,
                false => office.act(&act, &hand).await?,
            };
            acted.into()
        }
        Asked::Meet { number } => Answered::Met(office.meet(&number).await?),
        Asked::Tasks => Answered::Tasks(office.tasks().await?),
        Asked::Again { number, hand } => {
            Answered::Again(office.again(&number, &hand.into()).await?)
        }
        Asked::Keys(asked) => match do_here(&asked, &*office.store, &*office.keys).await {
            Ok(told) => Answered::Keys(told),
            Err(why) => Answered::Fault(why),
        },
    })
}

/// Has the process that has the database take a step. None where there is none, and the database can be opened here.
pub async fn act(
    keeping: &Keeping,
    act: &Act,
    is_as_written: bool,
    hand: &Hand,
) -> Result<Option<Acted>, Fault> {
    let asked = Asked::Act {
        number: act.number.clone(),
        step: act.step.clone(),
        is_as_written,
        hand: hand.into(),
    };
    let Some(answered) = ask(keeping, &asked).await? else {
        return Ok(None);
    };
    answered.acted().map(Some)
}

/// Asks it how an application stands, and where else the same was applied for.
pub async fn meet(
    keeping: &Keeping,
    number: &ApplicationNumber,
) -> Result<Option<Option<Met>>, Fault> {
    let number = number.clone();
    match ask(keeping, &Asked::Meet { number }).await? {
        None => Ok(None),
        Some(Answered::Met(met)) => Ok(Some(met)),
        Some(other) => Err(other.unexpected()),
    }
}

/// Asks it for the desk's tasks.
pub async fn tasks(keeping: &Keeping) -> Result<Option<Vec<Task>>, Fault> {
    match ask(keeping, &Asked::Tasks).await? {
        None => Ok(None),
        Some(Answered::Tasks(tasks)) => Ok(Some(tasks)),
        Some(other) => Err(other.unexpected()),
    }
}

/// Has it say calls again that were given up; how many.
pub async fn again(
    keeping: &Keeping,
    number: &ApplicationNumber,
    hand: &Hand,
) -> Result<Option<Option<u64>>, Fault> {
    let asked = Asked::Again {
        number: number.clone(),
        hand: hand.into(),
    };
    match ask(keeping, &asked).await? {
        None => Ok(None),
        Some(Answered::Again(calls)) => Ok(Some(calls)),
        Some(other) => Err(other.unexpected()),
    }
}

/// Has it take a step with its keys.
pub async fn ask_of_keys(keeping: &Keeping, asked: KeysAsked) -> Result<Option<KeysTold>, Fault> {
    match ask(keeping, &Asked::Keys(asked)).await? {
        None => Ok(None),
        Some(Answered::Keys(told)) => Ok(Some(told)),
        Some(other) => Err(other.unexpected()),
    }
}

/// Whether a process serves from this database.
pub async fn is_served(keeping: &Keeping) -> bool {
    match socket(keeping) {
        Some(path) => UnixStream::connect(&path).await.is_ok(),
        None => false,
    }
}

impl From<Acted> for Answered {
    fn from(acted: Acted) -> Answered {
        match acted {
            Acted::Now(stage) => Answered::Now(stage),
            Acted::NotFrom(stage) => Answered::NotFrom(stage),
            Acted::NotFinished(ahead) => Answered::NotFinished(ahead),
            Acted::NoConsent(consent) => Answered::NoConsent(consent),
            Acted::Lost => Answered::Lost,
            Acted::NotThatYear(years) => Answered::NotThatYear(years),
            Acted::NotOf(service) => Answered::NotOf(service.as_str().to_owned()),
            Acted::OtherCount { form } => Answered::OtherCount { form },
            Acted::Differs { place, part } => Answered::Differs {
                place,
                is_name: part == Part::Name,
            },
            Acted::NoSuch => Answered::NoSuch,
            Acted::KeyUsed => Answered::KeyUsed,
        }
    }
}

impl Answered {
    fn acted(self) -> Result<Acted, Fault> {
        Ok(match self {
            Answered::Now(stage) => Acted::Now(stage),
            Answered::NotFrom(stage) => Acted::NotFrom(stage),
            Answered::NotFinished(ahead) => Acted::NotFinished(ahead),
            Answered::NoConsent(consent) => Acted::NoConsent(consent),
            Answered::Lost => Acted::Lost,
            Answered::NotThatYear(years) => Acted::NotThatYear(years),
            Answered::NotOf(ref word) => match Service::parse(word) {
                Ok(service) => Acted::NotOf(service),
                Err(_) => return Err(self.unexpected()),
            },
            Answered::OtherCount { form } => Acted::OtherCount { form },
            Answered::Differs { place, is_name } => Acted::Differs {
                place,
                part: if is_name { Part::Name } else { Part::Number },
            },
            Answered::NoSuch => Acted::NoSuch,
            Answered::KeyUsed => Acted::KeyUsed,
            other => return Err(other.unexpected()),
        })
    }

    fn unexpected(self) -> Fault {
        match self {
            Answered::Fault(why) => Fault::Control(why),
            _ => Fault::Control("the portal is of another version".to_owned()),
        }
    }
}

/// Asks the process that has the database; none where there is none.
async fn ask(keeping: &Keeping, asked: &Asked) -> Result<Option<Answered>, Fault> {
    let Some(path) = socket(keeping) else {
        return Ok(None);
    };
    let Ok(stream) = UnixStream::connect(&path).await else {
        return Ok(None);
    };
    let answered = timeout(PATIENCE, exchange(stream, asked))
        .await
        .map_err(|_| Fault::Control("the portal does not answer".to_owned()))?
        .map_err(|error| Fault::Control(error.to_string()))?;
    Ok(Some(answered))
}

async fn exchange(mut stream: UnixStream, asked: &Asked) -> io::Result<Answered> {
    let mut line = serde_json::to_vec(asked).map_err(io::Error::other)?;
    line.push(b'\n');
    stream.write_all(&line).await?;
    let mut told = String::new();
    BufReader::new(stream)
        .take(LINE_BYTES_MAX)
        .read_line(&mut told)
        .await?;
    serde_json::from_str(&told).map_err(io::Error::other)
}

fn socket(keeping: &Keeping) -> Option<PathBuf> {
    let file = keeping.file()?;
    let mut name = file.file_name()?.to_owned();
    name.push(".sock");
    Some(file.with_file_name(name))
}
