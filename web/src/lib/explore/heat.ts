import type { By, Estimate, FigureRow } from '$lib/api/types';

export type Heat = {
  /** The division down the side and its values, and the one along the top. */
  side: By;
  sides: string[];
  top: By;
  tops: string[];
  at: (side: string, top: string) => FigureRow | undefined;
};

/** Lays rows of two divisions out as a table: the one with fewer values along the top. */
export function layHeat(rows: readonly FigureRow[], [first, second]: readonly [By, By]): Heat {
  const valuesOf = (by: By) => [...new Set(rows.map(({ slice }) => slice[by] ?? ''))];
  const [one, other] = [valuesOf(first), valuesOf(second)];
  const turned = one.length < other.length;
  const [side, top] = turned ? [second, first] : [first, second];
  const cells = new Map(rows.map((row) => [JSON.stringify([row.slice[side] ?? '', row.slice[top] ?? '']), row]));
  return {
    side,
    sides: inOrder(turned ? other : one, side),
    top,
    tops: inOrder(turned ? one : other, top),
    at: (sideValue, topValue) => cells.get(JSON.stringify([sideValue, topValue])),
  };
}

const NUMBERED: By[] = ['hour', 'weekday'];
const DATED: By[] = ['day', 'week', 'month'];

/** Values in the order of the clock or the calendar; others stay as they came. */
function inOrder(values: string[], by: By): string[] {
  if (NUMBERED.includes(by)) return values.toSorted((a, b) => Number(a) - Number(b));
  return DATED.includes(by) ? values.toSorted() : values;
}

/** Whether a figure's interval lies wholly above or below that of all together. */
export function standing({ low, high }: Estimate, total: Estimate | null): 'above' | 'below' | null {
  if (low === null || high === null || total?.value == null || low === high) return null;
  if (low > (total.high ?? total.value)) return 'above';
  return high < (total.low ?? total.value) ? 'below' : null;
}
