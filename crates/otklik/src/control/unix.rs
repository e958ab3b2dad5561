//! The socket on systems that have such.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinHandle;

use super::{Order, Outcome, socket_of};

const OWNER_ONLY: u32 = 0o600;
/// An order is a line of a few paths.
const ORDER_BYTES: u64 = 64 * 1024;

/// Listens for orders until it is dropped.
pub struct Listening {
    socket: PathBuf,
    listening: JoinHandle<()>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.listening.abort();
        // The next start removes it as well.
        let _ = std::fs::remove_file(&self.socket);
    }
}

/// Listens for orders in a data folder that this program holds; without a socket only commands beside it are poorer.
pub fn listen<F, W>(folder: &Path, work: W) -> Option<Listening>
where
    W: Fn(Order) -> F + Send + Sync + 'static,
    F: Future<Output = Outcome> + Send + 'static,
{
    let socket = socket_of(folder);
    // Nobody else can be listening: the folder is held by this program.
    let _ = std::fs::remove_file(&socket);
    let bound = UnixListener::bind(&socket)
        .and_then(|listener| std::fs::set_permissions(&socket, Permissions::from_mode(OWNER_ONLY)).map(|()| listener));
    let listener = match bound {
        Ok(listener) => listener,
        Err(error) => {
            tracing::warn!(%error, socket = %socket.display(), "backups cannot be ordered while this program serves");
            return None;
        }
    };
    let work = Arc::new(work);
    let listening = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let work = Arc::clone(&work);
            tokio::spawn(async move {
                if let Err(error) = answer(stream, work.as_ref()).await {
                    tracing::warn!(error = %format!("{error:#}"), "an order was not answered");
                }
            });
        }
    });
    Some(Listening { socket, listening })
}

async fn answer<F: Future<Output = Outcome>>(stream: UnixStream, work: &impl Fn(Order) -> F) -> Result<()> {
    let (reading, mut writing) = stream.into_split();
    let mut line = String::new();
    BufReader::new(reading.take(ORDER_BYTES)).read_line(&mut line).await?;
    let outcome = match serde_json::from_str(&line) {
        Ok(order) => work(order).await,
        Err(error) => Outcome::Failed { reason: error.to_string() },
    };
    writing.write_all(format!("{}\n", serde_json::to_string(&outcome)?).as_bytes()).await?;
    Ok(())
}

/// Gives an order to the program that serves a folder; none when no program listens there.
pub async fn order(folder: &Path, order: &Order) -> Result<Option<Outcome>> {
    let Ok(stream) = UnixStream::connect(socket_of(folder)).await else { return Ok(None) };
    let (reading, mut writing) = stream.into_split();
    writing.write_all(format!("{}\n", serde_json::to_string(order)?).as_bytes()).await?;
    let mut line = String::new();
    BufReader::new(reading).read_line(&mut line).await?;
    serde_json::from_str(&line).map(Some).context("the running program ended before it answered")
}
