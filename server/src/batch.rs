//! Lines in, lines out, in order, on every core and in constant memory: the machinery of `yucan decide`.
//!
//! One thread reads and cuts lines, one worker a core answers them, the caller's thread writes. Batches go round the
//! workers in turn and are taken back in the same turn, so their order needs no bookkeeping. Every channel is
//! bounded and every batch is used again. What a read brings is passed on at once, so a line typed by hand is answered
//! before the next is asked for. Where there is one core, the caller's thread does it all: threads could only wait for
//! each other there, and one batch stays in the core's cache where seven in flight do not.
//!
//! Absent here: what a line means. The caller's function answers it.

mod lines;

use std::{
    io::{self, Read, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{self, Receiver, SyncSender},
    thread,
};

pub use lines::LINE_BYTES_MAX;
use lines::{Batch, Cutter};

/// How a stream of lines ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Every line was read and its answer written.
    Whole {
        /// How many lines were refused.
        refused: u64,
    },
    /// The reader of our output went away (`… | head`), which is no fault.
    Abandoned,
}

/// What kept a stream of lines from its end.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The input could not be read on.
    #[error("cannot read the input: {0}")]
    Input(#[source] io::Error),
    /// The output could not be written, and its reader was still there.
    #[error("cannot write the output: {0}")]
    Output(#[source] io::Error),
    /// A worker ended before its work did: a fault of ours.
    #[error("a worker thread stopped early; the output above is whole lines, but not all of them")]
    Worker,
}

/// Batches that may wait for each worker: one in hand and one to take up next.
const BATCHES_WAITING: usize = 2;

/// Answers every line of `input` into `output`, with `workers` threads. `answer` writes one answer without its line
/// end and is false where it refuses; it sees at most [`LINE_BYTES_MAX`] + 1 bytes of a line, enough to see that it is
/// too long.
pub fn run<A>(
    input: impl Read + Send + 'static,
    output: impl Write,
    workers: usize,
    answer: A,
) -> Result<Ending, Fault>
where
    A: Fn(&[u8], &mut Vec<u8>) -> bool + Clone + Send + 'static,
{
    if workers <= 1 {
        return run_alone(input, output, answer);
    }
    let workers: Vec<Worker> = (0..workers)
        .map(|_| Worker::start(answer.clone()))
        .collect();
    let (todo, done): (Vec<_>, Vec<_>) = workers.into_iter().map(|w| (w.todo, w.done)).unzip();
    let (give_back, used) = mpsc::channel();
    // Not scoped: when our output is abandoned the process ends while this thread still waits for its input.
    let reader = thread::spawn(move || read(input, &todo, &used));
    let Some(written) = write(output, &done, &give_back)? else {
        return Ok(Ending::Abandoned);
    };
    // Where a worker stopped early, the others and the reader must not wait for room.
    drop(done);
    match reader.join() {
        Ok(Ok(batches)) if batches == written.batches => Ok(Ending::Whole {
            refused: written.refused,
        }),
        Ok(Err(fault)) => Err(fault),
        Ok(Ok(_)) | Err(_) => Err(Fault::Worker),
    }
}

/// The same on the caller's thread.
fn run_alone(
    input: impl Read,
    mut output: impl Write,
    answer: impl Fn(&[u8], &mut Vec<u8>) -> bool,
) -> Result<Ending, Fault> {
    let mut cutter = Cutter::new(input);
    let mut batch = Batch::default();
    let mut refused = 0;
    while cutter.fill(&mut batch).map_err(Fault::Input)? {
        // The batch is dropped at once, so nobody sees it half answered.
        catch_unwind(AssertUnwindSafe(|| batch.answer(&answer))).map_err(|_| Fault::Worker)?;
        if !batch.write(&mut output)? {
            return Ok(Ending::Abandoned);
        }
        refused += batch.refused();
    }
    Ok(Ending::Whole { refused })
}

/// A thread that answers batches in the order they come.
struct Worker {
    todo: SyncSender<Batch>,
    done: Receiver<Batch>,
}

impl Batch {
    /// Writes the answers; false where nobody reads on.
    fn write(&self, output: &mut impl Write) -> Result<bool, Fault> {
        let written = output.write_all(self.answers());
        match written.and_then(|()| output.flush()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(Fault::Output(error)),
        }
    }
}

impl Worker {
    fn start<A>(answer: A) -> Self
    where
        A: Fn(&[u8], &mut Vec<u8>) -> bool + Send + 'static,
    {
        let (todo, work) = mpsc::sync_channel::<Batch>(BATCHES_WAITING);
        let (finish, done) = mpsc::sync_channel(BATCHES_WAITING);
        thread::spawn(move || {
            for mut batch in work {
                batch.answer(&answer);
                if finish.send(batch).is_err() {
                    break;
                }
            }
        });
        Self { todo, done }
    }
}

/// Hands batches to the workers in turn until the input ends; gives their number.
fn read(
    input: impl Read,
    todo: &[SyncSender<Batch>],
    used: &Receiver<Batch>,
) -> Result<u64, Fault> {
    let mut cutter = Cutter::new(input);
    let mut batches = 0;
    for worker in todo.iter().cycle() {
        let mut batch = used.try_recv().unwrap_or_default();
        if !cutter.fill(&mut batch).map_err(Fault::Input)? {
            break;
        }
        // A worker hangs up only when the writer has, or when it panicked.
        worker.send(batch).map_err(|_| Fault::Worker)?;
        batches += 1;
    }
    Ok(batches)
}

/// What went out.
#[derive(Debug, Default)]
struct Written {
    batches: u64,
    refused: u64,
}

/// Writes what the workers finish, in the turn it was given out; nothing where nobody reads on.
fn write(
    mut output: impl Write,
    done: &[Receiver<Batch>],
    give_back: &mpsc::Sender<Batch>,
) -> Result<Option<Written>, Fault> {
    let mut written = Written::default();
    // The first worker without a batch at its turn has none left: the reader gave out no more.
    for worker in done.iter().cycle() {
        let Ok(batch) = worker.recv() else { break };
        if !batch.write(&mut output)? {
            return Ok(None);
        }
        written.batches += 1;
        written.refused += batch.refused();
        // The reader may have ended already; then nobody needs the buffers.
        let _ = give_back.send(batch);
    }
    Ok(Some(written))
}

#[cfg(test)]
mod tests;
