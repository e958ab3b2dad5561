use super::*;

fn instant(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn moscow() -> Zone {
    "Europe/Moscow".parse().unwrap()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// The local days of a span, as `first..last`.
fn days(span: Span) -> String {
    let day = |instant: Timestamp| moscow().local(instant).date();
    assert_eq!((span.start, span.end), (moscow().start_of(day(span.start)), moscow().start_of(day(span.end))));
    format!("{}..{}", day(span.start), days_before(day(span.end), 1))
}

const SUNDAY: &str = "2026-11-22T09:00:00+03:00";

#[test]
fn periods_are_read_and_written_alike() {
    for text in [
        "all_time",
        "today",
        "yesterday",
        "this_week",
        "last_week",
        "this_month",
        "last_quarter",
        "last_year",
        "last_90_days",
        "2026",
        "2026-q2",
        "2026-05",
        "2026-01-01..2026-03-31",
        "2026-01-01..",
        "..2026-03-31",
    ] {
        assert_eq!(period(text).to_string(), text);
    }
    for text in [
        "",
        "..",
        "last_0_days",
        "last_99999_days",
        "2026-03-31..2026-01-01",
        "2026-13-01..2026-14-01",
        "tomorrow",
        "2026-q5",
        "2026-q0",
        "2026-13",
        "2026-5",
        "20260",
        "+026",
        "2026-01-01",
    ] {
        assert!(text.parse::<Period>().is_err(), "{text:?}");
    }
}

#[test]
fn days_begin_at_local_midnight_and_today_is_included() {
    let span = Period::LastDays(2).span(instant(SUNDAY), &moscow());
    assert_eq!(span.start, instant("2026-11-21T00:00:00+03:00"));
    assert_eq!(span.end, instant("2026-11-23T00:00:00+03:00"));
}

#[test]
fn the_previous_span_ends_where_the_period_begins() {
    let now = instant(SUNDAY);
    let before = Period::LastDays(90).previous_span(now, &moscow()).unwrap();
    assert_eq!(before.end, Period::LastDays(90).span(now, &moscow()).start);
    assert_eq!(before.end.0 - before.start.0, 90 * crate::time::DAY_MICROS);
    assert_eq!(
        period("2026-04-01..2026-04-30").previous_span(now, &moscow()).unwrap().start,
        instant("2026-03-02T00:00:00+03:00")
    );
    assert_eq!(period("..2026-04-30").previous_span(now, &moscow()), None);
    assert_eq!(Period::AllTime.previous_span(now, &moscow()), None);
}

#[test]
fn a_calendar_period_is_compared_with_the_calendar_one_before() {
    let now = instant(SUNDAY);
    for (text, own, before) in [
        ("today", "2026-11-22..2026-11-22", "2026-11-21..2026-11-21"),
        ("yesterday", "2026-11-21..2026-11-21", "2026-11-20..2026-11-20"),
        ("this_week", "2026-11-16..2026-11-22", "2026-11-09..2026-11-15"),
        ("last_week", "2026-11-09..2026-11-15", "2026-11-02..2026-11-08"),
        ("this_month", "2026-11-01..2026-11-22", "2026-10-01..2026-10-31"),
        ("last_month", "2026-10-01..2026-10-31", "2026-09-01..2026-09-30"),
        ("this_quarter", "2026-10-01..2026-11-22", "2026-07-01..2026-09-30"),
        ("last_quarter", "2026-07-01..2026-09-30", "2026-04-01..2026-06-30"),
        ("this_year", "2026-01-01..2026-11-22", "2025-01-01..2025-12-31"),
        ("2024", "2024-01-01..2024-12-31", "2023-01-01..2023-12-31"),
        ("2026-q1", "2026-01-01..2026-03-31", "2025-10-01..2025-12-31"),
        ("2024-02", "2024-02-01..2024-02-29", "2024-01-01..2024-01-31"),
    ] {
        assert_eq!(days(period(text).span(now, &moscow())), own, "{text}");
        assert_eq!(days(period(text).previous_span(now, &moscow()).unwrap()), before, "{text}");
    }
}

#[test]
fn a_year_before_falls_on_the_same_weekdays() {
    let now = instant(SUNDAY);
    for (text, expected) in [
        ("this_week", "2025-11-17..2025-11-23"),
        ("last_week", "2025-11-10..2025-11-16"),
        ("2026-11-16..2026-11-29", "2025-11-17..2025-11-30"),
        ("2026-11-16..", "2025-11-17..2025-11-23"),
    ] {
        assert_eq!(days(period(text).span_a_year_before(now, &moscow()).unwrap()), expected, "{text}");
    }
    assert_eq!(Period::AllTime.span_a_year_before(now, &moscow()), None);
}

#[test]
fn a_week_begins_on_monday() {
    let week = Period::This(CalendarUnit::Week).span(instant(SUNDAY), &moscow());
    assert_eq!(week.start, instant("2026-11-16T00:00:00+03:00"));
}
