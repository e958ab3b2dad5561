import type { Estimate } from '$lib/api/types';

export type Places = { low: number; value: number; high: number; before: number | null };

const TIMES_WIDER = 3;

/**
 * Places an estimate on a line of some width: the line shows a stretch three times as wide as the interval,
 * more where the value before lies farther out, and keeps half a dot's room at both ends.
 */
export function places({ value, low, high }: Estimate, before: number | null, width: number): Places | null {
  if (value === null || low === null || high === null) return null;
  const ends = before === null ? [low, high] : [low, high, before];
  const middle = (Math.min(...ends) + Math.max(...ends)) / 2;
  const half = Math.max(
    ((high - low) * TIMES_WIDER) / 2,
    (Math.max(...ends) - Math.min(...ends)) * 0.6,
    Number.EPSILON,
  );
  const margin = 5;
  const place = (at: number) => margin + ((at - middle + half) / (2 * half)) * (width - 2 * margin);
  return { low: place(low), value: place(value), high: place(high), before: before === null ? null : place(before) };
}
