//! Judges the product's intervals over many small worlds: `coverage [worlds] [first seed]`.

use std::time::Instant;

use otklik_simulator::coverage::coverage;

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let (worlds, seed) = (arguments.next().unwrap_or(200), arguments.next().unwrap_or(1));
    let began = Instant::now();
    let report = coverage(worlds, seed);
    println!("{worlds} worlds in {:?}", began.elapsed());
    for figure in report.figures {
        println!(
            "{:<16} {:>8} intervals  covered {:.2} %  too high {:.2} %  not given {}",
            format!("{:?}", figure.figure),
            figure.intervals,
            100.0 * figure.share(),
            100.0 * figure.too_high as f64 / figure.intervals as f64,
            figure.not_given
        );
    }
}
