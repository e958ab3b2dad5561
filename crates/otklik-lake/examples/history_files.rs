//! Writes a history of receipts and marks as `history.parquet` and `history.csv`: `history_files <folder> [events] [customers]`.
//!
//! The events of eighteen months stand in the order of their times, as a till's export has them; the same numbers give the
//! same files on every machine. `cargo xtask bench import` reads them.

#![expect(clippy::unwrap_used, reason = "a measurement has nobody to report to")]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, Decimal128Builder, Int64Builder, RecordBatch, StringBuilder, TimestampMicrosecondBuilder,
};
use otklik_core::Timestamp;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

/// 2024-07-01T00:00:00Z; eighteen months end with 2025.
const START: i64 = 1_719_792_000_000_000;
const MICROS: i64 = 549 * 86_400 * 1_000_000;
const BATCH: u64 = 65_536;
const CHANNELS: [&str; 4] = ["till", "site", "app", "phone"];

/// A receipt, or a mark that somebody gave.
struct Line {
    id: String,
    time: i64,
    customer: String,
    event: &'static str,
    channel: &'static str,
    shop: String,
    order: String,
    cents: Option<i64>,
    score: Option<i64>,
}

fn line(number: u64, events: u64, customers: u64) -> Line {
    let scattered = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
    let is_mark = number % 20 == 7;
    Line {
        id: format!("{}-{number:09}", if is_mark { "m" } else { "r" }),
        time: START + (i128::from(MICROS) * i128::from(number) / i128::from(events)) as i64 / 1_000_000 * 1_000_000,
        customer: format!("c-{:07}", scattered % customers),
        event: if is_mark { "mark" } else { "receipt" },
        channel: CHANNELS[(scattered % 4) as usize],
        shop: format!("region-{}/shop-{}", scattered % 9, scattered % 180),
        order: format!("o-{:09}", number / 3),
        cents: (!is_mark).then(|| (scattered % 900_000 + 5_000) as i64),
        score: is_mark.then_some((scattered % 11) as i64),
    }
}

fn write_csv(path: PathBuf, events: u64, customers: u64) {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path).unwrap());
    writeln!(file, "id,time,customer,event,channel,shop,order,amount,score").unwrap();
    for Line { id, time, customer, event, channel, shop, order, cents, score } in
        (0..events).map(|number| line(number, events, customers))
    {
        let time = Timestamp(time);
        let amount = cents.map_or(String::new(), |cents| format!("{}.{:02}", cents / 100, cents % 100));
        let score = score.map_or(String::new(), |score| score.to_string());
        writeln!(file, "{id},{time},{customer},{event},{channel},{shop},{order},{amount},{score}").unwrap();
    }
    file.flush().unwrap();
}

fn write_parquet(path: PathBuf, events: u64, customers: u64) {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let first = batch(0..1, events, customers);
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), first.schema(), Some(properties)).unwrap();
    for start in (0..events).step_by(BATCH as usize) {
        writer.write(&batch(start..events.min(start + BATCH), events, customers)).unwrap();
    }
    writer.close().unwrap();
}

fn batch(numbers: std::ops::Range<u64>, events: u64, customers: u64) -> RecordBatch {
    let lines: Vec<Line> = numbers.map(|number| line(number, events, customers)).collect();
    let texts = |text: &dyn Fn(&Line) -> String| -> ArrayRef {
        let mut builder = StringBuilder::new();
        lines.iter().for_each(|line| builder.append_value(text(line)));
        Arc::new(builder.finish())
    };
    let mut times = TimestampMicrosecondBuilder::new();
    let mut amounts = Decimal128Builder::new().with_precision_and_scale(12, 2).unwrap();
    let mut scores = Int64Builder::new();
    for line in &lines {
        times.append_value(line.time);
        amounts.append_option(line.cents.map(i128::from));
        scores.append_option(line.score);
    }
    RecordBatch::try_from_iter_with_nullable([
        ("id", texts(&|line| line.id.clone()), false),
        ("time", Arc::new(times.finish().with_timezone("UTC")), false),
        ("customer", texts(&|line| line.customer.clone()), false),
        ("event", texts(&|line| line.event.to_owned()), false),
        ("channel", texts(&|line| line.channel.to_owned()), false),
        ("shop", texts(&|line| line.shop.clone()), false),
        ("order", texts(&|line| line.order.clone()), false),
        ("amount", Arc::new(amounts.finish()), true),
        ("score", Arc::new(scores.finish()), true),
    ])
    .unwrap()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("name a folder"));
    let events = arguments.next().map_or(20_000_000, |argument| argument.parse().unwrap());
    let customers = arguments.next().map_or(1_000_000, |argument| argument.parse().unwrap());
    std::thread::scope(|scope| {
        scope.spawn(|| write_csv(folder.join("history.csv"), events, customers));
        write_parquet(folder.join("history.parquet"), events, customers);
    });
}
