import { describe, expect, test } from 'vitest';
import type { StageScore } from '$lib/api/journeys';
import type { Stage } from '$lib/api/types';
import { counted, estimate } from '../../../../tests/invented-server/figures';
import { CURVE, layCurve } from './curve';

const columns = (['consideration', 'purchase', 'delivery', 'service', null] as const).map((stage, place) => ({
  stage,
  x: place * 100,
  width: 80,
}));
const scored = (stage: Stage, value: number): StageScore => ({
  stage,
  score: estimate('points', value, 5, 300, 'adjusted_wald'),
  people: '',
});
const few = (stage: Stage): StageScore => ({
  stage,
  score: { ...counted('points', 3), value: null, low: null, high: null, status: 'too_few' },
  people: '',
});

describe('the emotional curve', () => {
  const curve = layCurve(
    [scored('consideration', 40), scored('purchase', 20), few('delivery'), scored('service', -10)],
    columns,
    500,
  );

  test('a stage stands under its column, higher where the score is', () => {
    expect(curve.points.map(({ score, x }) => [score.stage, x])).toEqual([
      ['consideration', 40],
      ['purchase', 140],
      ['service', 340],
    ]);
    const ys = curve.points.map(({ y }) => y);
    expect(ys).toEqual(ys.toSorted((a, b) => a - b));
    for (const { low, y, high } of curve.points) {
      expect(low).toBeGreaterThan(y);
      expect(high).toBeLessThan(y);
      expect(high).toBeGreaterThanOrEqual(500 + CURVE.top);
      expect(low).toBeLessThanOrEqual(500 + CURVE.bottom);
    }
  });

  test('a stage without enough answers is a gap, and the line breaks there', () => {
    expect(curve.gaps.map(({ stage }) => stage)).toEqual(['delivery']);
    expect(curve.lines).toHaveLength(1);
    expect(curve.lines[0]?.split(' ')).toHaveLength(2);
  });

  test('without any score every stage is a gap', () => {
    expect(layCurve([], columns, 0)).toEqual({
      points: [],
      gaps: columns.slice(0, 4).map(({ stage, x }) => ({ stage, score: null, x: x + 40 })),
      lines: [],
    });
  });
});
