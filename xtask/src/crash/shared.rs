//! What the clients and the one who kills share: where servers listen, what was sent and acknowledged, and the word to rest.

use std::sync::atomic::{AtomicBool, AtomicU16, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

use super::chance::Chance;
use super::installation::Administrator;
use super::ledger::Figures;
use crate::http::{Client, Response};

const RETRY_PAUSE: Duration = Duration::from_millis(15);
const REST_PAUSE: Duration = Duration::from_millis(5);
/// What a client says that ends because something else is wrong.
pub const ABANDONED: &str = "abandoned";
/// Servers die all the time, but never for so long.
const PATIENCE: Duration = Duration::from_secs(180);

/// What every client knows.
pub struct Shared {
    /// Where each server listens now.
    pub ports: Vec<AtomicU16>,
    /// How often a server answered that it cannot now.
    pub refusals: AtomicU64,
    key: String,
    administrator: Administrator,
    session: Mutex<Option<String>>,
    books: Mutex<Books>,
    stopping: AtomicBool,
    abandoned: AtomicBool,
    pausing: AtomicBool,
    resting: AtomicUsize,
}

/// Between which figures the truth lies, as far as one client's doings go.
#[derive(Clone, Default)]
pub struct Book {
    /// Counted at least: what was acknowledged.
    pub low: Figures,
    /// Counted at most: what was sent.
    pub high: Figures,
}

/// Clients rest while it lives.
pub struct Spared<'a> {
    shared: &'a Shared,
    had_rest: bool,
}

impl Drop for Spared<'_> {
    fn drop(&mut self) {
        self.shared.pausing.store(self.had_rest, Ordering::SeqCst);
    }
}

#[derive(Default)]
struct Books {
    all: Vec<Book>,
    /// The lowest and highest sums since somebody began to look.
    since_look: Book,
}

impl Books {
    fn sum(&self) -> Book {
        let mut sum = Book::default();
        for book in &self.all {
            sum.low.add(&book.low);
            sum.high.add(&book.high);
        }
        sum
    }
}

impl Shared {
    /// Nothing sent yet beside what the installation was made with.
    pub fn new(key: &str, administrator: Administrator, made_with: Figures, servers: usize) -> Self {
        Self {
            ports: (0..servers).map(|_| AtomicU16::new(0)).collect(),
            refusals: AtomicU64::new(0),
            key: key.to_owned(),
            administrator,
            session: Mutex::new(None),
            books: Mutex::new(Books {
                all: vec![Book { low: made_with.clone(), high: made_with }],
                since_look: Book::default(),
            }),
            stopping: AtomicBool::new(false),
            abandoned: AtomicBool::new(false),
            pausing: AtomicBool::new(false),
            resting: AtomicUsize::new(0),
        }
    }

    /// Opens a book for a client.
    pub fn open_book(&self) -> usize {
        let mut books = self.books();
        books.all.push(Book::default());
        books.all.len() - 1
    }

    /// Says how a client's book stands.
    pub fn publish(&self, book: usize, low: &Figures, high: &Figures) {
        let mut books = self.books();
        books.all[book] = Book { low: low.clone(), high: high.clone() };
        let now = books.sum();
        books.since_look =
            Book { low: books.since_look.low.lower(&now.low), high: books.since_look.high.higher(&now.high) };
    }

    /// Between which figures the truth lies now.
    pub fn bounds(&self) -> Book {
        self.books().sum()
    }

    /// Begins a look: what is counted from now on lies within [`Shared::bounds_since_look`], also while customers become one.
    pub fn begin_look(&self) {
        let mut books = self.books();
        books.since_look = books.sum();
    }

    /// Between which figures the truth has been since the look began.
    pub fn bounds_since_look(&self) -> Book {
        self.books().since_look.clone()
    }

    /// Whether a client shall begin something new; while it shall rest, it waits here.
    pub fn goes_on(&self) -> bool {
        self.resting.fetch_add(1, Ordering::SeqCst);
        while self.pausing.load(Ordering::SeqCst) && !self.stopping.load(Ordering::SeqCst) {
            thread::sleep(REST_PAUSE);
        }
        self.resting.fetch_sub(1, Ordering::SeqCst);
        !self.stopping.load(Ordering::SeqCst)
    }

    /// Lets so many clients finish what they have in hand and rest; then what was sent is what was acknowledged.
    pub fn pause(&self, clients: usize) -> Result<()> {
        self.pausing.store(true, Ordering::SeqCst);
        let deadline = Instant::now() + PATIENCE;
        while self.resting.load(Ordering::SeqCst) < clients {
            ensure!(Instant::now() < deadline, "the clients do not come to rest");
            thread::sleep(REST_PAUSE);
        }
        Ok(())
    }

    /// Lets the clients go on.
    pub fn resume(&self) {
        self.pausing.store(false, Ordering::SeqCst);
    }

    /// Lets clients rest that have nothing in hand, until the value is dropped.
    pub fn spare(&self) -> Spared<'_> {
        let had_rest = self.pausing.swap(true, Ordering::SeqCst);
        Spared { shared: self, had_rest }
    }

    /// Lets the clients end when they have finished what they have in hand.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }

    /// Lets the clients end at once: something is wrong already.
    pub fn abandon(&self) {
        self.abandoned.store(true, Ordering::SeqCst);
        self.stop();
    }

    /// Asks any server as a program with a key, again and again, until one does not say that it cannot now.
    pub fn insist(&self, chance: &mut Chance, request: impl Fn(&Client) -> Result<Response>) -> Result<Response> {
        self.insist_as(chance, |client| Ok(client.with_key(&self.key)), request)
    }

    /// The same as somebody who looks after the data.
    pub fn insist_signed_in(
        &self,
        chance: &mut Chance,
        request: impl Fn(&Client) -> Result<Response>,
    ) -> Result<Response> {
        self.insist_as(chance, |client| self.sign_in(client), request)
    }

    /// A program with a key that speaks to one server.
    pub fn client_of(&self, place: usize) -> Client {
        Client::new(self.ports[place].load(Ordering::SeqCst)).with_key(&self.key)
    }

    fn insist_as(
        &self,
        chance: &mut Chance,
        present: impl Fn(Client) -> Result<Client>,
        request: impl Fn(&Client) -> Result<Response>,
    ) -> Result<Response> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let place = chance.below(self.ports.len() as u64) as usize;
            let client = Client::new(self.ports[place].load(Ordering::SeqCst));
            let answer = present(client).and_then(|client| request(&client));
            let last = match answer {
                Ok(response) if response.status < 500 && response.status != 429 => {
                    return Ok(response);
                }
                Ok(response) => {
                    let says_when = response.header("retry-after").is_some();
                    ensure!(says_when, "a server does not say when to come again: {response}");
                    ensure!(matches!(response.status, 429 | 503), "a server does not know itself: {response}");
                    self.refusals.fetch_add(1, Ordering::SeqCst);
                    format!("status {}", response.status)
                }
                // Nobody listens, or the server was killed before it could answer.
                Err(error) => format!("{error:#}"),
            };
            ensure!(!self.abandoned.load(Ordering::SeqCst), ABANDONED);
            if Instant::now() > deadline {
                bail!("no server did what it was asked for {} s; at last: {last}", PATIENCE.as_secs());
            }
            thread::sleep(RETRY_PAUSE);
        }
    }

    fn sign_in(&self, client: Client) -> Result<Client> {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cookie) = session.as_ref() {
            return Ok(client.with_cookie(cookie.clone()));
        }
        let Administrator { email, password } = &self.administrator;
        let response = client.post("/api/v1/session", &json!({"email": email, "password": password}))?;
        ensure!(response.status == 200, "signing in answers with status {}", response.status);
        let cookie = response.header("set-cookie").context("signing in sets no cookie")?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        *session = Some(cookie.clone());
        Ok(client.with_cookie(cookie))
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
