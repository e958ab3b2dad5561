// Lengths of time that are offered to choose from, and how they are called.
import { units, withUnit } from '$lib/figure/figures';
import { locale } from '$lib/locale/locale.svelte';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Windows in which something may still follow. */
export const WINDOWS = [HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY];
/** Limits from one step to the next: some steps are a matter of minutes. */
export const LIMITS = [5 * MINUTE, 10 * MINUTE, HOUR / 4, HOUR / 2, ...WINDOWS];
/** Pauses that divide one journey from the next. */
export const PAUSES = [HOUR / 2, 2 * HOUR, DAY, 7 * DAY, 30 * DAY];

/** 3 h, 14 days. */
export function lengthName(seconds: number): string {
  const { text, unit } = locale.format.roughly(seconds, units());
  return withUnit(text, unit);
}

/** The offered lengths, and the chosen one where it is none of them. */
export function lengthOptions(offered: readonly number[], chosen: number): { value: string; name: string }[] {
  const lengths = offered.includes(chosen) ? offered : [...offered, chosen].toSorted((a, b) => a - b);
  return lengths.map((seconds) => ({ value: String(seconds), name: lengthName(seconds) }));
}

/** A complaint within so many days after a touch belongs to it. */
export const COMPLAINT_DAYS = 7;
