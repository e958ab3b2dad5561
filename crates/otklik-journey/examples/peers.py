"""Asks ClickHouse (chdb) and DuckDB the questions of `journey_speed`, on the columns that it wrote.

`pip install chdb duckdb pyarrow numpy`, then `python peers.py FOLDER`. Each program gets a table sorted by customer and time, and two
threads; the best of several runs counts, and of several ways to ask the fastest. Prints one JSON object of seconds and figures.
"""

import json
import os
import sys
import time

import duckdb
import numpy
import pyarrow
import pyarrow.parquet
from chdb.session import Session

RUNS = 3
THREADS = 2
DAY = 86_400_000_000
BEGIN = 1_767_571_200_000_000
WEEK = f"intDiv(time - {BEGIN}, {7 * DAY})"
DUCK_WEEK = f"((time - {BEGIN}) // {7 * DAY})"

CLICKHOUSE = {
    "transitions": [
        """SELECT sum(n), sum(m) FROM (SELECT p, code, count() n, avg(time - t) m FROM (
             SELECT code, time, lagInFrame(code, 1, 999) OVER w p, lagInFrame(time) OVER w t FROM events
             WINDOW w AS (PARTITION BY customer ORDER BY time ROWS BETWEEN 1 PRECEDING AND CURRENT ROW))
           WHERE p != 999 GROUP BY p, code)""",
    ],
    "transitions_quantiles": [
        """SELECT sum(n), anyIf(q, p = 0 AND code = 1) FROM (
             SELECT p, code, count() n, quantiles(0.5, 0.9)(time - t) q FROM (
             SELECT code, time, lagInFrame(code, 1, 999) OVER w p, lagInFrame(time) OVER w t FROM events
             WINDOW w AS (PARTITION BY customer ORDER BY time ROWS BETWEEN 1 PRECEDING AND CURRENT ROW))
           WHERE p != 999 GROUP BY p, code)""",
    ],
    "funnel": [
        f"""SELECT countIf(l >= 1), countIf(l >= 2), countIf(l >= 3), countIf(l >= 4) FROM (
             SELECT windowFunnel({7 * DAY})(toUInt64(time), code = 0, code = 1, code = 2, code = 3) l
             FROM events {where} GROUP BY customer){settings}"""
        for where in ("", "WHERE code < 4")
        for settings in ("", " SETTINGS optimize_aggregation_in_order = 1")
    ],
    "retention": [
        f"""SELECT c, d, count() n FROM (SELECT min(w) c, arrayJoin(groupUniqArray(w)) - c d FROM (
              SELECT customer, {WEEK} w FROM events) GROUP BY customer) GROUP BY c, d ORDER BY c, d{settings}"""
        for settings in ("", " SETTINGS optimize_aggregation_in_order = 1")
    ] + [
        f"""SELECT c, d, count() n FROM (
              SELECT min({WEEK}) c, groupBitOr(bitShiftLeft(toUInt64(1), {WEEK})) b, arrayJoin(bitPositionsToArray(b)) - c d
              FROM events GROUP BY customer) GROUP BY c, d ORDER BY c, d""",
    ],
}

DUCKDB = {
    "transitions": [
        """SELECT sum(n), sum(m) FROM (SELECT p, code, count(*) n, avg(time - t) m FROM (
             SELECT code, time, lag(code) OVER w p, lag(time) OVER w t FROM events
             WINDOW w AS (PARTITION BY customer ORDER BY time))
           WHERE p IS NOT NULL GROUP BY p, code)""",
    ],
    "retention": [
        f"""SELECT c, w - c d, count(*) n FROM (SELECT customer, min({DUCK_WEEK}) c FROM events GROUP BY customer)
              JOIN (SELECT DISTINCT customer, {DUCK_WEEK} w FROM events) USING (customer) GROUP BY ALL ORDER BY ALL""",
        f"""SELECT c, w - c d, count(*) n FROM (
              SELECT min({DUCK_WEEK}) c, unnest(list(DISTINCT {DUCK_WEEK})) w FROM events GROUP BY customer)
            GROUP BY ALL ORDER BY ALL""",
        f"""SELECT c, w - c d, count(*) n FROM (SELECT c, b, unnest(range(26)) w FROM (
              SELECT min({DUCK_WEEK}) c, bit_or(1::BIGINT << {DUCK_WEEK}) b FROM events GROUP BY customer))
            WHERE (b >> w) & 1 = 1 GROUP BY ALL ORDER BY ALL""",
    ],
}


def best(question, ask):
    found = None
    for query in question:
        for _ in range(RUNS):
            started = time.perf_counter()
            rows = ask(query)
            seconds = time.perf_counter() - started
            if found is None or seconds < found["seconds"]:
                found = {"seconds": seconds, "figures": [list(row) for row in rows[:26]]}
    return found


def load(folder):
    columns = {
        "customer": numpy.fromfile(f"{folder}/customers.u32", dtype="<u4"),
        "code": numpy.fromfile(f"{folder}/codes.u16", dtype="<u2"),
        "time": numpy.fromfile(f"{folder}/times.i64", dtype="<i8"),
    }
    file = f"{folder}/events.parquet"
    pyarrow.parquet.write_table(pyarrow.table(columns), file)
    return file


def clickhouse(file, answers):
    session = Session()
    session.query(f"SET max_threads = {THREADS}")
    session.query("CREATE DATABASE bench")
    session.query("USE bench")
    session.query(
        "CREATE TABLE events (customer UInt32, code UInt16, time Int64) ENGINE = MergeTree ORDER BY (customer, time)"
    )
    session.query(f"INSERT INTO events SELECT customer, code, time FROM file('{file}', Parquet)")
    session.query("OPTIMIZE TABLE events FINAL")

    def ask(query):
        text = str(session.query(query, "JSONCompactEachRow"))
        return [json.loads(line) for line in text.splitlines()]

    for name, question in CLICKHOUSE.items():
        answers[name]["clickhouse"] = best(question, ask)
    session.close()


def duck(file, answers):
    connection = duckdb.connect()
    connection.execute(f"SET threads = {THREADS}")
    connection.execute(f"CREATE TABLE events AS SELECT * FROM '{file}' ORDER BY customer, time")
    for name, question in DUCKDB.items():
        answers[name]["duckdb"] = best(question, lambda query: connection.execute(query).fetchall())


def main():
    file = load(sys.argv[1])
    answers = {name: {} for name in CLICKHOUSE}
    clickhouse(file, answers)
    duck(file, answers)
    os.remove(file)
    print(json.dumps(answers, default=float))


main()
