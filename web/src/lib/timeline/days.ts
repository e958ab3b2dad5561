import type { TimelineRow } from '$lib/api/types';
import type { Format } from '$lib/locale/format';

export type Day = { day: string; first: string; rows: TimelineRow[] };

/** Rows in their order, gathered by the company's calendar day. */
export function daysOf(rows: readonly TimelineRow[], format: Format): Day[] {
  const days: Day[] = [];
  for (const row of rows) {
    const day = format.day(row.time);
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, first: row.time, rows: [row] });
  }
  return days;
}
