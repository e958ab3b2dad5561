//! The certificate with which the server speaks https, read anew when its files change.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use thiserror::Error;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::{Error as PemError, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

const LOOKED_EVERY: Duration = Duration::from_secs(30);

/// The files of a certificate, and what they held when they were last read well.
#[derive(Debug)]
pub struct Certificates {
    certificate: PathBuf,
    key: PathBuf,
    current: RwLock<Arc<ServerConfig>>,
}

/// Why a certificate cannot be used.
#[derive(Debug, Error)]
pub enum CertificateError {
    /// A file cannot be read, or is not PEM.
    #[error("cannot read {file}", file = file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        #[source]
        source: PemError,
    },
    /// The file of the certificate holds none.
    #[error("{file} holds no certificate; it should begin with -----BEGIN CERTIFICATE-----", file = file.display())]
    NoCertificate {
        /// The file.
        file: PathBuf,
    },
    /// The file of the key holds none.
    #[error("{file} holds no private key; it should begin with -----BEGIN PRIVATE KEY-----", file = file.display())]
    NoKey {
        /// The file.
        file: PathBuf,
    },
    /// The two do not go together, or are of a kind that is not known.
    #[error(
        "the key in {key} does not fit the certificate in {certificate}",
        key = key.display(), certificate = certificate.display()
    )]
    Unfit {
        /// The file of the certificate.
        certificate: PathBuf,
        /// The file of the key.
        key: PathBuf,
        /// Why.
        #[source]
        source: rustls::Error,
    },
}

impl Certificates {
    /// Reads a certificate with those that vouch for it, and its key, both in PEM.
    pub fn load(certificate: &Path, key: &Path) -> Result<Self, CertificateError> {
        let current = RwLock::new(Arc::new(read(certificate, key)?));
        Ok(Self { certificate: certificate.to_owned(), key: key.to_owned(), current })
    }

    /// Reads the files again; what was read before stays in use when they are not well.
    pub fn reload(&self) -> Result<(), CertificateError> {
        let fresh = Arc::new(read(&self.certificate, &self.key)?);
        match self.current.write() {
            Ok(mut current) => *current = fresh,
            Err(poisoned) => *poisoned.into_inner() = fresh,
        }
        tracing::info!(certificate = %self.certificate.display(), "read the certificate again");
        Ok(())
    }

    /// Reads the files again whenever they change, for ever.
    pub async fn keep_fresh(&self) {
        let mut known = self.changed_at();
        loop {
            tokio::time::sleep(LOOKED_EVERY).await;
            let now = self.changed_at();
            if now == known {
                continue;
            }
            match self.reload() {
                Ok(()) => known = now,
                // A certificate and its key change one after the other; the next look finds both.
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "the new certificate cannot be used");
                }
            }
        }
    }

    pub(super) fn current(&self) -> Arc<ServerConfig> {
        match self.current.read() {
            Ok(current) => Arc::clone(&current),
            Err(poisoned) => Arc::clone(&poisoned.into_inner()),
        }
    }

    fn changed_at(&self) -> [Option<SystemTime>; 2] {
        [&self.certificate, &self.key].map(|file| file.metadata().and_then(|metadata| metadata.modified()).ok())
    }
}

fn read(certificate: &Path, key: &Path) -> Result<ServerConfig, CertificateError> {
    let unreadable = |file: &Path| {
        let file = file.to_owned();
        move |source| CertificateError::Unreadable { file: file.clone(), source }
    };
    let opened = File::open(certificate).map_err(|error| unreadable(certificate)(PemError::Io(error)))?;
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_reader_iter(BufReader::new(opened))
        .collect::<Result<_, _>>()
        .map_err(unreadable(certificate))?;
    if chain.is_empty() {
        return Err(CertificateError::NoCertificate { file: certificate.to_owned() });
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| match error {
        PemError::NoItemsFound => CertificateError::NoKey { file: key.to_owned() },
        other => unreadable(key)(other),
    })?;
    let unfit = |source| CertificateError::Unfit { certificate: certificate.to_owned(), key: key.to_owned(), source };
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(unfit)?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(unfit)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
