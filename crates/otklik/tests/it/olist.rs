//! Every figure that is known of the Olist sample comes out of the program.

use serde_json::{Value, json};

use crate::program::{ask, import_olist, printed};

fn close(value: &Value, expected: f64, tolerance: f64) {
    let value = value.as_f64().unwrap();
    assert!((value - expected).abs() <= tolerance, "{value} is not {expected}");
}

fn row<'a>(answer: &'a Value, slice: &str) -> &'a Value {
    let rows = answer["rows"].as_array().unwrap();
    rows.iter().find(|row| row["slice"]["delivery"] == slice).unwrap()
}

#[test]
fn the_olist_sample_gives_its_known_figures() {
    let data = tempfile::tempdir().unwrap();
    let said = printed(&mut import_olist(data.path()));
    assert!(said.contains("refused: 0"), "{said}");

    let scores = ask(data.path(), &["scores", "--metric", "csat", "--by", "delivery"]);
    let total = &scores["total"];
    let marks: Vec<u64> =
        total["distribution"].as_array().unwrap().iter().map(|mark| mark["n"].as_u64().unwrap()).collect();
    assert_eq!(marks, [2_638, 382, 667, 1_184, 3_354]);
    assert_eq!(total["estimate"]["n"], 8_225);
    assert_eq!(total["estimate"]["people"], 8_016);
    assert_eq!(total["with_text"], 4_113);
    close(&total["estimate"]["value"], 4_538.0 / 8_225.0, 1e-12);
    close(&total["mean"]["value"], 3.27161, 5e-6);
    // Some people answered twice, so the interval is a little wider than Wilson's on independent answers.
    close(&total["estimate"]["low"], 0.54096, 5e-4);
    close(&total["estimate"]["high"], 0.56245, 5e-4);
    assert_eq!(scores["left_out"], json!({"rows": 0, "reason": null}));

    let (in_time, late) = (row(&scores, "in_time"), row(&scores, "late"));
    assert_eq!((&in_time["estimate"]["n"], &late["estimate"]["n"]), (&json!(4_819), &json!(419)));
    close(&in_time["mean"]["value"], 4.2770, 5e-5);
    close(&late["mean"]["value"], 2.4988, 5e-5);
    close(&in_time["estimate"]["value"], 3_961.0 / 4_819.0, 1e-12);
    close(&late["estimate"]["value"], 141.0 / 419.0, 1e-12);

    let expectations = ask(data.path(), &["expectations", "--metric", "csat"]);
    let promises = &expectations["total"];
    assert_eq!((&promises["promised"]["value"], &promises["late"]["n"]), (&json!(5_170.0), &json!(5_170)));
    close(&promises["late"]["value"], 415.0 / 5_170.0, 1e-12);
    assert_eq!((&promises["in_time_score"]["n"], &promises["late_score"]["n"]), (&json!(4_819), &json!(419)));
    close(&promises["in_time_mean"]["value"], 4.2770, 5e-5);
    close(&promises["late_mean"]["value"], 2.4988, 5e-5);
    close(&promises["cost"]["value"], 141.0 / 419.0 - 3_961.0 / 4_819.0, 1e-12);
    assert_eq!(promises["cost"]["verdict"], "lower");

    let hurts = ask(data.path(), &["hurts"]);
    let low: u64 = hurts["rows"].as_array().unwrap().iter().map(|row| row["events"].as_u64().unwrap()).sum();
    assert_eq!((low, &hurts["rows"][0]["kind"]), (2_638 + 382, &json!("low_score")));

    let operations = ask(data.path(), &["operations", "--by", "month,weekday"]);
    let total = &operations["total"];
    let sliced: f64 =
        operations["rows"].as_array().unwrap().iter().map(|row| row["orders"]["value"].as_f64().unwrap()).sum();
    assert_eq!(sliced, 8_135.0);
    close(&total["repeat_rate"]["value"], 73.0 / 8_016.0, 1e-12);
    close(&total["revenue"]["value"], 1_428_602.81, 1e-6);
    for (field, count) in [
        ("orders", 8_135.0),
        ("customers", 8_016.0),
        ("repeat_customers", 73.0),
        ("items", 8_365.0),
        ("delivered", 5_170.0),
    ] {
        assert_eq!(total[field]["value"], count, "{field}");
    }
    for (field, amount) in [("goods", 1_093_264.35), ("freight", 172_288.39), ("paid", 1_428_602.81)] {
        close(&total[field]["value"], amount, 1e-6);
        assert_eq!(total[field]["currency"], "BRL");
    }
    assert_eq!((&total["late_by_time_count"], &total["late_by_date_count"]), (&json!(415), &json!(343)));
    let day = 86_400.0;
    close(&total["delivery_mean"]["value"], 12.527 * day, 0.0005 * day);
    close(&total["delivery_median"]["value"], 10.345 * day, 0.0005 * day);
    assert_eq!(total["first_order"], "2016-09-04T21:15:19Z");
    assert_eq!(total["last_order"], "2018-10-17T17:30:18Z");
    let statuses: Vec<(String, u64)> = operations["statuses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|status| (status["status"].as_str().unwrap().to_owned(), status["orders"].as_u64().unwrap()))
        .collect();
    let known = [
        ("delivered", 5_172),
        ("shipped", 1_107),
        ("canceled", 625),
        ("unavailable", 609),
        ("invoiced", 314),
        ("processing", 301),
        ("created", 5),
        ("approved", 2),
    ];
    assert_eq!(statuses, known.map(|(status, orders)| (status.to_owned(), orders)));
}
