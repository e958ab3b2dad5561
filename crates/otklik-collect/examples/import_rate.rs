//! Prints how many events a second are read from files and from request bodies.
//!
//! `cargo run --release -p otklik-collect --example import_rate`

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use otklik_collect::{BatchLimits, Import, Mapping, parse_batch, shipped, to_wire};
use otklik_core::Timestamp;

const ORDERS: usize = 400_000;

fn main() -> Result<(), Box<dyn Error>> {
    let now = Timestamp::parse("2026-06-01T00:00:00Z")?;
    let folder = std::env::temp_dir().join(format!("otklik-import-rate-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let mut files = Vec::new();
    for (name, content) in made_up_orders()? {
        files.push(folder.join(name));
        fs::write(folder.join(name), content)?;
    }

    let started = Instant::now();
    let mapping = Mapping::parse(shipped("olist").ok_or("the mapping is not shipped")?)?;
    let mut import = Import::open(mapping, &files, now)?;
    let (mut events, mut refused, mut rows) = (0, 0, 0);
    let mut last = Vec::new();
    while let Some(chunk) = import.next_chunk(2_000)? {
        events += chunk.events.len();
        refused += chunk.rejected.len();
        rows = chunk.rows_done;
        last = if chunk.events.is_empty() { last } else { chunk.events };
    }
    let seconds = started.elapsed().as_secs_f64();
    let megabytes = import.bytes_total() as f64 / 1e6;
    println!("files: {events} events ({refused} refused) of {rows} rows, {megabytes:.0} MB read, in {seconds:.2} s");
    println!("files: {:.0} events/s, {:.0} MB/s", events as f64 / seconds, megabytes / seconds);
    fs::remove_dir_all(&folder)?;

    let wire: Vec<_> = last.iter().cycle().take(5_000).map(to_wire).collect();
    let body = serde_json::json!({ "events": wire }).to_string();
    let started = Instant::now();
    let repeats = 40;
    for _ in 0..repeats {
        let parsed = parse_batch(body.as_bytes(), &BatchLimits::default(), now)?;
        assert_eq!(parsed.events.len(), wire.len());
    }
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "batches: {:.0} events/s, {} bytes an event",
        (repeats * wire.len()) as f64 / seconds,
        body.len() / wire.len()
    );
    Ok(())
}

/// Orders in the form of the Olist files: two items in each, a payment, a review.
fn made_up_orders() -> Result<Vec<(&'static str, String)>, std::fmt::Error> {
    let mut orders = String::from(
        "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,\
         order_delivered_customer_date,order_estimated_delivery_date\n",
    );
    let mut customers = String::from("customer_id,customer_unique_id,customer_state\n");
    let mut items = String::from("order_id,order_item_id,product_id,price,freight_value\n");
    let mut payments = String::from("order_id,payment_sequential,payment_type,payment_installments,payment_value\n");
    let mut reviews = String::from(
        "review_id,order_id,review_score,review_comment_title,review_comment_message,review_answer_timestamp\n",
    );
    for order in 0..ORDERS {
        let day = order % 28 + 1;
        writeln!(
            orders,
            "{order:032x},{order:032x},delivered,2025-03-{day:02} 10:15:00,2025-03-{day:02} 10:20:00,\
             2025-04-{day:02} 09:00:00,2025-05-{day:02} 18:30:00,2025-06-{day:02} 00:00:00"
        )?;
        writeln!(customers, "{order:032x},{:032x},SP", order / 2)?;
        for item in 1..=2 {
            writeln!(items, "{order:032x},{item},{:032x},99.90,12.35", order % 1_000)?;
        }
        writeln!(payments, "{order:032x},1,credit_card,2,224.50")?;
        writeln!(
            reviews,
            "{order:032x},{order:032x},{},,\"Chegou antes do prazo,\nrecomendo\",2025-06-{day:02} 12:00:00",
            order % 5 + 1
        )?;
    }
    Ok(vec![
        ("orders.csv", orders),
        ("customers.csv", customers),
        ("order_items.csv", items),
        ("order_payments.csv", payments),
        ("order_reviews.csv", reviews),
    ])
}
