import type { FigureRow, Step, TrendAnswer } from '$lib/api/types';
import { boundsOf, extent, linear, padded, ticks, type Scale } from './scale';

export type TrendPoint = {
  row: FigureRow;
  date: string;
  x: number;
  value: number | null;
  low: number | null;
  high: number | null;
};

export type Trend = {
  points: TrendPoint[];
  y: Scale;
  ticks: number[];
  column: Scale;
  /** Stretches of neighbouring points with a value; a gap in the data is a gap in the line. */
  runs: TrendPoint[][];
  columnWidth: number;
};

const DAY_MS = 86_400_000;
const STEP_DAYS = { day: 1, week: 7, month: 31 } as const;

export type Box = { left: number; right: number; top: number; bottom: number; columns: number };

/** Lays a score over time out in a box: line and band above, columns of n below. */
export function layTrend(rows: readonly FigureRow[], by: Step, box: Box, target: number | null = null): Trend {
  const dates = rows.map((row) => dateOf(row, by));
  const times = dates.map((date) => Date.parse(date) / DAY_MS);
  const span = extent(times) ?? [0, 1];
  const room = Math.max(6, (box.right - box.left) / Math.max(rows.length, 1) / 2);
  const x = linear(span, [box.left + room, box.right - room]);
  const values = rows.flatMap(({ estimate }) => [estimate.value, estimate.low, estimate.high]);
  const stretch = extent([...values, target]) ?? [0, 1];
  const domain = padded(stretch, 0.06, boundsOf(rows[0]?.estimate.unit));
  const points = rows.map((row, index) => ({
    row,
    date: dates[index] ?? '',
    x: rows.length === 1 ? (box.left + box.right) / 2 : x(times[index] ?? 0),
    value: row.estimate.value,
    low: row.estimate.low,
    high: row.estimate.high,
  }));
  const most = Math.max(1, ...rows.map((row) => row.estimate.n));
  return {
    points,
    y: linear(domain, [box.bottom, box.top]),
    ticks: ticks(domain, 4),
    column: linear([0, most], [0, box.columns]),
    runs: runsOf(points, STEP_DAYS[by] * 1.5),
    columnWidth: Math.max(1.5, Math.min(14, room * 1.2)),
  };
}

/** The date where a row's day, week or month begins. */
export function dateOf(row: FigureRow, by: Step): string {
  return by === 'month' ? `${row.slice.month ?? '1970-01'}-01` : (row.slice[by] ?? '');
}

function runsOf(points: readonly TrendPoint[], longestStepDays: number): TrendPoint[][] {
  const runs: TrendPoint[][] = [];
  let before: TrendPoint | null = null;
  for (const point of points) {
    if (point.value === null) {
      before = null;
      continue;
    }
    const near = before !== null && Date.parse(point.date) - Date.parse(before.date) <= longestStepDays * DAY_MS;
    if (near) runs.at(-1)?.push(point);
    else runs.push([point]);
    before = point;
  }
  return runs;
}

/** Which points carry a label under them: the first of each month, as many as there is room for. */
export function labelled(points: readonly TrendPoint[], labelWidth: number): TrendPoint[] {
  const firsts = points.filter((point, index) => point.date.slice(0, 7) !== points[index - 1]?.date.slice(0, 7));
  const kept: TrendPoint[] = [];
  for (const point of firsts) {
    const last = kept.at(-1);
    if (!last || point.x - last.x >= labelWidth) kept.push(point);
  }
  return kept;
}

/** The points of a trend as rows of figures, each the slice of its day, week or month. */
export function rowsOf(series: TrendAnswer['series'][number] | undefined, step: Step): FigureRow[] {
  return (series?.points ?? []).map(({ first_day: day, ...point }) => ({
    ...point,
    slice: { [step]: step === 'month' ? day.slice(0, 7) : day },
  }));
}
