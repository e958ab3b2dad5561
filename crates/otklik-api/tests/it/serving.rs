//! The server on a real port.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use otklik_api::{CertificateError, Certificates, Serving};
use otklik_testkit::TestServer;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

const REQUEST: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
const LAST_REQUEST: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/certificates").join(name)
}

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<io::Result<()>>,
    _server: TestServer,
}

async fn start(serving: Serving) -> Running {
    let server = TestServer::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let app = server.app();
    let ended =
        tokio::spawn(
            async move { otklik_api::serve(listener, app, serving, async { stopped.await.unwrap_or(()) }).await },
        );
    Running { address, stop, ended, _server: server }
}

async fn answered(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), request: &[u8]) -> String {
    stream.write_all(request).await.unwrap();
    let mut text = String::new();
    while !text.contains("\"status\"") {
        let mut buffer = [0; 4_096];
        let read = stream.read(&mut buffer).await.unwrap();
        if read == 0 {
            break;
        }
        text.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
    text
}

/// What a client that trusts only one certificate gets.
async fn over_tls(address: SocketAddr, trusted: &str) -> io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(file(trusted)).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    Ok(answered(&mut stream, LAST_REQUEST).await)
}

#[tokio::test]
async fn https_is_spoken_and_a_renewed_certificate_is_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("cx.pem"), folder.path().join("cx.key"));
    let install = |name: &str| {
        std::fs::copy(file(&format!("{name}.pem")), &certificate).unwrap();
        std::fs::copy(file(&format!("{name}.key")), &key).unwrap();
    };
    install("first");
    let certificates = Arc::new(Certificates::load(&certificate, &key).unwrap());
    let running = start(Serving { certificates: Some(Arc::clone(&certificates)), ..Serving::default() }).await;
    assert!(over_tls(running.address, "first.pem").await.unwrap().starts_with("HTTP/1.1 200"));
    assert!(over_tls(running.address, "second.pem").await.is_err(), "another certificate is not trusted");
    install("second");
    certificates.reload().unwrap();
    assert!(over_tls(running.address, "second.pem").await.unwrap().starts_with("HTTP/1.1 200"));
    std::fs::write(&key, "nonsense").unwrap();
    assert!(certificates.reload().is_err());
    let still = over_tls(running.address, "second.pem").await.unwrap();
    assert!(still.starts_with("HTTP/1.1 200"), "what was read before stays in use");
}

#[test]
fn a_certificate_that_cannot_be_used_is_named() {
    let load = |certificate: &str, key: &str| Certificates::load(&file(certificate), &file(key)).unwrap_err();
    assert!(
        matches!(load("none.pem", "first.key"), CertificateError::Unreadable { file, .. } if file.ends_with("none.pem"))
    );
    assert!(matches!(load("first.key", "first.key"), CertificateError::NoCertificate { .. }));
    assert!(matches!(load("first.pem", "first.pem"), CertificateError::NoKey { .. }));
    assert!(matches!(load("first.pem", "second.key"), CertificateError::Unfit { .. }));
}

#[tokio::test]
async fn an_idle_connection_does_not_keep_the_server_from_ending() {
    let running = start(Serving::default()).await;
    let mut idle = TcpStream::connect(running.address).await.unwrap();
    assert!(answered(&mut idle, REQUEST).await.starts_with("HTTP/1.1 200"));
    let began = Instant::now();
    running.stop.send(()).unwrap();
    running.ended.await.unwrap().unwrap();
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(TcpStream::connect(running.address).await.is_err());
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_cut_off_at_the_end() {
    let running = start(Serving { drain: Duration::from_millis(300), ..Serving::default() }).await;
    let mut slow = TcpStream::connect(running.address).await.unwrap();
    let half = b"POST /api/v1/setup HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{";
    slow.write_all(half).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let began = Instant::now();
    running.stop.send(()).unwrap();
    running.ended.await.unwrap().unwrap();
    let took = began.elapsed();
    assert!(took >= Duration::from_millis(300) && took < Duration::from_secs(5), "{took:?}");
}

#[tokio::test]
async fn while_it_gives_notice_the_server_answers_but_is_not_ready() {
    let running = start(Serving { notice: Duration::from_millis(800), ..Serving::default() }).await;
    running.stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let ready = answered(&mut stream, b"GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert!(ready.starts_with("HTTP/1.1 503"), "{ready}");
    running.ended.await.unwrap().unwrap();
}

#[tokio::test]
async fn more_connections_than_allowed_wait_for_their_turn() {
    let running = start(Serving { connections: 1, ..Serving::default() }).await;
    let mut first = TcpStream::connect(running.address).await.unwrap();
    assert!(answered(&mut first, REQUEST).await.starts_with("HTTP/1.1 200"));
    let mut second = TcpStream::connect(running.address).await.unwrap();
    let waiting = tokio::time::timeout(Duration::from_millis(300), answered(&mut second, LAST_REQUEST)).await;
    assert!(waiting.is_err(), "{waiting:?}");
    drop(first);
    assert!(answered(&mut second, b"").await.starts_with("HTTP/1.1 200"));
}
