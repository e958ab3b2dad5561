import type { By, Estimate, FigureRow } from '$lib/api/types';
import { boundsOf, extent, linear, padded, ticks, type Scale } from './scale';

export type Dots = { x: Scale; ticks: number[]; domain: readonly [number, number] };

/** The common line on which the dots of many rows and the reference are set side by side. */
export function layDots(rows: readonly FigureRow[], reference: Estimate | null, width: number, signed = false): Dots {
  const values = rows.flatMap(({ estimate, target }) => [estimate.value, estimate.low, estimate.high, target?.target]);
  const stretch = extent([...values, reference?.value]) ?? [0, 1];
  const domain = padded(stretch, 0.05, signed ? [-Infinity, Infinity] : boundsOf(rows[0]?.estimate.unit));
  return { x: linear(domain, [6, width - 6]), ticks: ticks(domain, width < 260 ? 3 : 5), domain };
}

/** Rows with a value from the highest down, then those with too few answers, most answers first. */
export function sorted<Row extends FigureRow>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => {
    const [first, second] = [a.estimate.value, b.estimate.value];
    if (first === null && second === null) return b.estimate.n - a.estimate.n;
    if (first === null) return 1;
    if (second === null) return -1;
    return second - first;
  });
}

/** Divisions whose slices have an order of their own. */
const IN_ORDER: By[] = ['stage', 'day', 'week', 'month', 'weekday', 'hour'];

/** Rows as a chart shows them: in the order of their slices where there is one, else the highest first. */
export function ordered<Row extends FigureRow>(rows: readonly Row[], by: By): Row[] {
  return IN_ORDER.includes(by) ? [...rows] : sorted(rows);
}

/** Whether no interval of a row lies wholly below all the others. */
export function lowest<Row extends FigureRow>(rows: readonly Row[]): Row | null {
  const known = rows.filter((row) => row.estimate.value !== null);
  const weakest = known.toSorted((a, b) => (a.estimate.value ?? 0) - (b.estimate.value ?? 0))[0];
  if (!weakest || known.length < 2) return null;
  const apart = known.every((row) => row === weakest || (row.estimate.low ?? 0) > (weakest.estimate.high ?? 0));
  return apart ? weakest : null;
}
