// The emotional curve along the bottom of the map: the score of each stage, under its column.
import type { StageScore } from '$lib/api/journeys';
import { boundsOf, extent, linear, padded } from '$lib/chart/scale';
import type { Column } from './layout';

export type CurvePoint = { score: StageScore; x: number; y: number; low: number; high: number };
/** A stage of which too few tell anything. */
export type CurveGap = { stage: Column['stage']; score: StageScore | null; x: number };
export type Curve = { points: CurvePoint[]; gaps: CurveGap[]; lines: string[] };

export const CURVE = { height: 142, top: 50, bottom: 122 } as const;

/** Lays the curve out from a height on; it breaks where a stage has no score. */
export function layCurve(scores: readonly StageScore[], columns: readonly Column[], from: number): Curve {
  const domain = padded(
    extent(scores.flatMap(({ score }) => [score.value, score.low, score.high])) ?? [0, 1],
    0.08,
    boundsOf(scores[0]?.score.unit),
  );
  const y = linear(domain, [from + CURVE.bottom, from + CURVE.top]);
  const curve: Curve = { points: [], gaps: [], lines: [] };
  let line: string[] = [];
  const close = () => {
    if (line.length > 1) curve.lines.push(line.join(' '));
    line = [];
  };
  for (const { stage, x: left, width } of columns.filter(({ stage }) => stage !== null)) {
    const score = scores.find((known) => known.stage === stage) ?? null;
    const x = left + width / 2;
    const { value, low, high } = score?.score ?? { value: null, low: null, high: null };
    if (!score || value === null || low === null || high === null) {
      curve.gaps.push({ stage, score, x });
      close();
      continue;
    }
    curve.points.push({ score, x, y: y(value), low: y(low), high: y(high) });
    line.push(`${x.toFixed(1)},${y(value).toFixed(1)}`);
  }
  close();
  return curve;
}
