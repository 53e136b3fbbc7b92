//! A connection with a timer on every wait that hyper has none for: the first byte, the head, the pause between
//! requests, and a client that takes nothing of its answer.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::{Body, Bytes};
use hyper::body::{Frame, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep_until},
};

use super::linger::Linger;
use crate::config::Timers;

/// What a connection is waiting for, told by the service to the stream below it: a state in the two lowest bits, and
/// above them a count of answers, so that one pause is not taken for the next.
#[derive(Debug, Default)]
pub(super) struct Phase {
    now: AtomicU32,
    /// Did the last request bring a body, of which some may still be on its way?
    brings_body: AtomicBool,
}

/// Nothing has come yet.
const FRESH: u32 = 0;
/// A request's head is coming.
const HEAD: u32 = 1;
/// A request is being answered; its body has timers of its own.
const ANSWER: u32 = 2;
/// Between two requests.
const IDLE: u32 = 3;
const STATES: u32 = 4;

impl Phase {
    /// A whole head was read.
    pub(super) fn begin_answer(&self, brings_body: bool) {
        self.brings_body.store(brings_body, Ordering::Relaxed);
        self.enter(ANSWER, 0);
    }

    fn end_answer(&self) {
        self.enter(IDLE, STATES);
    }

    /// The first byte after a pause begins a head; later ones change nothing.
    fn begin_head(&self) {
        if self.now() % STATES != ANSWER {
            self.enter(HEAD, 0);
        }
    }

    /// One task has the connection, so nothing happens between the load and the store.
    fn enter(&self, state: u32, counted: u32) {
        let now = self.now();
        self.now.store(
            (now - now % STATES + state).wrapping_add(counted),
            Ordering::Relaxed,
        );
    }

    fn now(&self) -> u32 {
        self.now.load(Ordering::Relaxed)
    }
}

/// The stream, timed.
#[derive(Debug)]
pub(super) struct Guard {
    stream: TcpStream,
    phase: Arc<Phase>,
    timers: Timers,
    /// The phase that `reading` was set for.
    timed_phase: u32,
    reading: Pin<Box<Sleep>>,
    /// Runs only while the client takes nothing.
    writing: Option<Pin<Box<Sleep>>>,
    /// There once our half is closed.
    linger: Option<Linger>,
}

impl Guard {
    pub(super) fn new(stream: TcpStream, phase: Arc<Phase>, timers: Timers) -> Self {
        let reading = Box::pin(sleep_until(Instant::now() + timers.first_byte));
        Self {
            stream,
            phase,
            timers,
            timed_phase: FRESH,
            reading,
            writing: None,
            linger: None,
        }
    }

    /// Sets the timer where the phase has changed, and fails when it has run out.
    fn poll_read_timer(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let phase = self.phase.now();
        if phase != self.timed_phase {
            self.timed_phase = phase;
            let allowed = match phase % STATES {
                FRESH => self.timers.first_byte,
                HEAD => self.timers.header,
                _ => self.timers.idle,
            };
            self.reading.as_mut().reset(Instant::now() + allowed);
        }
        if phase % STATES == ANSWER {
            return Poll::Pending;
        }
        ready!(self.reading.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// Fails when the client has taken nothing for too long.
    fn poll_write_timer<T>(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.writing = None;
            return written;
        }
        let allowed: Duration = self.timers.idle;
        let timer = self
            .writing
            .get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + allowed)));
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Guard {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(cx, buffer) {
            Poll::Ready(read) => {
                if buffer.filled().len() > before {
                    self.phase.begin_head();
                }
                Poll::Ready(read)
            }
            Poll::Pending => self.poll_read_timer(cx),
        }
    }
}

impl AsyncWrite for Guard {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.poll_write_timer(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.poll_write_timer(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let guard = &mut *self;
        if guard.linger.is_none() {
            ready!(Pin::new(&mut guard.stream).poll_shutdown(cx))?;
        }
        if !guard.phase.brings_body.load(Ordering::Relaxed) {
            return Poll::Ready(Ok(()));
        }
        let linger = guard.linger.get_or_insert_with(Linger::new);
        linger.poll(&mut guard.stream, cx).map(Ok)
    }
}

/// An answer's body, which tells the stream when it has gone out.
#[derive(Debug)]
pub(super) struct Watched {
    body: Body,
    phase: Arc<Phase>,
}

impl Watched {
    pub(super) fn new(body: Body, phase: Arc<Phase>) -> Self {
        Self { body, phase }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.phase.end_answer();
    }
}

impl hyper::body::Body for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
