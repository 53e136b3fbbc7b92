//! A connection that can be told to say everything twice: what was written is written again when it is flushed.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// One connection.
pub(super) struct Wire {
    stream: TcpStream,
    is_twice: Arc<AtomicBool>,
    said: Vec<u8>,
    repeated: usize,
}

impl Wire {
    pub(super) fn new(stream: TcpStream, is_twice: Arc<AtomicBool>) -> Self {
        Self {
            stream,
            is_twice,
            said: Vec::new(),
            repeated: 0,
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, bytes))?;
        if self.is_twice.load(Ordering::Relaxed) {
            self.said.extend_from_slice(&bytes[..written]);
        }
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let wire = &mut *self;
        while wire.repeated < wire.said.len() {
            let rest = &wire.said[wire.repeated..];
            wire.repeated += ready!(Pin::new(&mut wire.stream).poll_write(context, rest))?;
        }
        wire.said.clear();
        wire.repeated = 0;
        Pin::new(&mut wire.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
