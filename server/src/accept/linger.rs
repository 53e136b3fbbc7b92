//! The end of a connection whose client may still be sending. Closing a socket with unread bytes resets it, and a reset
//! can overtake the answer that says why: a phone would show a broken line instead of "too large". So the half that
//! sends is closed first, and what still comes is read and thrown away until the client is done, for a little while.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep_until},
};

/// How long a client may go on after its answer.
const LINGER: Duration = Duration::from_secs(2);

/// How much it may send in that time, in bytes: on a fast line the bytes run out first.
const LINGER_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Reads what nobody wants.
#[derive(Debug)]
pub(super) struct Linger {
    bytes_left: usize,
    until: Pin<Box<Sleep>>,
}

impl Linger {
    pub(super) fn new() -> Self {
        Self {
            bytes_left: LINGER_BYTES_MAX,
            until: Box::pin(sleep_until(Instant::now() + LINGER)),
        }
    }

    /// Ready when the client has closed its half, failed, sent too much, or run out of time.
    pub(super) fn poll(&mut self, stream: &mut TcpStream, cx: &mut Context<'_>) -> Poll<()> {
        let mut waste = [0; 8 * 1024];
        while self.bytes_left > 0 {
            let mut buffer = ReadBuf::new(&mut waste);
            match Pin::new(&mut *stream).poll_read(cx, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {
                    self.bytes_left = self.bytes_left.saturating_sub(buffer.filled().len());
                }
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => {
                    ready!(self.until.as_mut().poll(cx));
                    return Poll::Ready(());
                }
            }
        }
        Poll::Ready(())
    }
}
