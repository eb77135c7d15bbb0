//! Accepting connections: TLS with the certificate in force, and a leash by which all can be closed.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::WaitForCancellationFutureOwned;

use crate::server::Server;
use crate::tls::Tls;

/// A client that does not finish its handshake by then is let go.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// The portal's acceptor; without TLS (`--plain`) it only puts the leash on.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    pub(crate) server: Arc<Server>,
    pub(crate) tls: Option<Arc<Tls>>,
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A connection that reads its end as soon as the leash is pulled.
pub(crate) struct Leashed {
    inner: Box<dyn Stream>,
    pulled: Pin<Box<WaitForCancellationFutureOwned>>,
}

impl<S: Send + 'static> Accept<TcpStream, S> for Door {
    type Stream = Leashed;
    type Service = S;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Leashed, S)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let door = self.clone();
        Box::pin(async move {
            stream.set_nodelay(true)?;
            let pulled = Box::pin(door.server.connection_token().cancelled_owned());
            let inner: Box<dyn Stream> = match &door.tls {
                None => Box::new(stream),
                Some(tls) => {
                    let acceptor = TlsAcceptor::from(tls.config(door.server.faults.for_connection()));
                    Box::new(tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await??)
                }
            };
            Ok((Leashed { inner, pulled }, service))
        })
    }
}

impl AsyncRead for Leashed {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.pulled.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }
}

impl AsyncWrite for Leashed {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
