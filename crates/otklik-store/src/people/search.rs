//! Finds customers by what is typed.

use otklik_core::{CustomerKey, Identifier, IdentifierKind};

use super::{People, label};
use crate::database::stored;
use crate::error::{During, StoreError};

/// Characters of an identifier that can be searched for.
const SEARCHED_CHARACTERS: usize = 64;
/// Greater than whatever continues a prefix, in the order of bytes.
const AFTER_ANY: char = '\u{10FFFF}';

/// A customer who was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerHit {
    /// The customer.
    pub customer: CustomerKey,
    /// What to call them.
    pub label: String,
    /// All their identifiers, strongest first and unmasked.
    pub identifiers: Vec<Identifier>,
}

/// One page of customers who were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerHits {
    /// The page.
    pub hits: Vec<CustomerHit>,
    /// Whom to continue after; none on the last page.
    pub next: Option<CustomerKey>,
    /// How many were found on all pages together.
    pub total: u64,
}

/// The form in which an identifier is compared with what is typed: lower case, telephones as digits.
pub(super) fn search_form(identifier: &Identifier) -> String {
    let form = match identifier.kind {
        IdentifierKind::Phone => digits_of(&identifier.value),
        _ => identifier.value.to_lowercase(),
    };
    form.chars().take(SEARCHED_CHARACTERS).collect()
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The beginnings that a typed text may stand for; the last two are telephones typed in the Russian way.
fn prefixes(text: &str) -> [String; 4] {
    let typed: String = stored(text).trim().to_lowercase().chars().take(SEARCHED_CHARACTERS).collect();
    let like_a_number = !typed.is_empty()
        && typed.chars().all(|letter| letter.is_ascii_digit() || "+-() .".contains(letter) || letter == '\u{a0}');
    let digits = if like_a_number { digits_of(&typed) } else { String::new() };
    let digits = if digits.is_empty() { typed.clone() } else { digits };
    // «8 916 …» is +7 916 …; «916 …» leaves the country out.
    let eight = digits.strip_prefix('8').filter(|_| like_a_number).map(|rest| format!("7{rest}"));
    let bare = digits.strip_prefix('9').filter(|_| like_a_number).map(|rest| format!("79{rest}"));
    [eight.unwrap_or_else(|| typed.clone()), bare.unwrap_or_else(|| typed.clone()), digits, typed]
}

const FOUND: &str = "FROM identity WHERE (search >= $1 AND search < $2) OR (search >= $3 AND search < $4) \
     OR (search >= $5 AND search < $6) OR (search >= $7 AND search < $8)";
const OPERATION: &str = "search customers";

pub(super) async fn search(
    people: &People<'_>,
    text: &str,
    limit: usize,
    after: Option<CustomerKey>,
) -> Result<CustomerHits, StoreError> {
    let after = after.map_or(0, |customer| customer.0);
    // One more than asked tells whether there is another page.
    let rows = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let reader = &people.database.reader;
    let (mut found, total): (Vec<(i64,)>, u64) = if text.trim().is_empty() {
        let page =
            sqlx::query_as("SELECT customer_key FROM customer WHERE customer_key > $1 AND merged_into IS NULL AND erased_at IS NULL ORDER BY customer_key LIMIT $2")
                .bind(after)
                .bind(rows)
                .fetch_all(reader)
                .await
                .during(OPERATION)?;
        (page, people.count().await?)
    } else {
        let prefixes = prefixes(text);
        let page_text = format!(
            "SELECT DISTINCT customer_key FROM (SELECT customer_key {FOUND}) AS found \
             WHERE customer_key > $9 ORDER BY customer_key LIMIT $10"
        );
        let total_text = format!("SELECT count(DISTINCT customer_key) {FOUND}");
        let mut page = sqlx::query_as(sqlx::AssertSqlSafe(page_text));
        let mut total = sqlx::query_as(sqlx::AssertSqlSafe(total_text));
        for prefix in prefixes {
            let beyond = format!("{prefix}{AFTER_ANY}");
            page = page.bind(prefix.clone()).bind(beyond.clone());
            total = total.bind(prefix).bind(beyond);
        }
        let page = page.bind(after).bind(rows).fetch_all(reader).await.during(OPERATION)?;
        let (total,): (i64,) = total.fetch_one(reader).await.during(OPERATION)?;
        (page, total.unsigned_abs())
    };
    let another_page = found.len() > limit;
    found.truncate(limit);
    let customers: Vec<CustomerKey> = found.into_iter().map(|(customer,)| CustomerKey(customer)).collect();
    let next = customers.last().copied().filter(|_| another_page);
    let mut identifiers = people.identifiers_by_customer(&customers).await?;
    let hits = customers
        .into_iter()
        .map(|customer| {
            let identifiers = identifiers.remove(&customer).unwrap_or_default();
            CustomerHit { customer, label: label::label_of(customer, &identifiers), identifiers }
        })
        .collect();
    Ok(CustomerHits { hits, next, total })
}
