import { describe, expect, it } from 'vitest';
import type { DraftColumn } from '$lib/api/types';
import { BECOMES, SCALES, scaleOf, turned } from './becomes';

const column: DraftColumn = { name: 'Оценка', becomes: 'property', is_key: false, metric: null, scale: null };

describe('what a column becomes', () => {
  it('is offered once each', () => {
    expect(new Set(BECOMES).size).toBe(BECOMES.length);
  });

  it('has a scale only as a score', () => {
    const score = turned(column, 'score');
    expect([score.metric, score.scale]).toEqual(['nps', [0, 10]]);
    expect(scaleOf(score)).toBe(0);
    const text = turned(score, 'text');
    expect([text.metric, text.scale]).toEqual([null, null]);
  });

  it('keeps the scale that was guessed', () => {
    const guessed: DraftColumn = { ...column, becomes: 'score', metric: 'csat', scale: [1, 5] };
    expect(turned(guessed, 'score').scale).toEqual([1, 5]);
    expect(SCALES[scaleOf(guessed)]?.metric).toBe('csat');
  });
});
