// How an estimate is written: as many digits as its interval bears, its unit apart.
import type { Estimate, MetricKind } from '$lib/api/types';
import type { DurationNames, Format } from '$lib/locale/format';

/** A figure's parts; the ends have units of their own where they differ, such as 50 s and 1:10 min. */
export type Written = { value: string; low: string; high: string; unit: string; lowUnit: string; highUnit: string };

export type Units = DurationNames & { percent: string; points: string };

/** Highest mark of each score's scale that is told as "of 7". */
export const SCALE_END: Partial<Record<MetricKind, number>> = { ces: 7, csat: 5 };

/** Writes an estimate, or nothing when it cannot be given. */
export function written(estimate: Estimate, format: Format, units: Units, short = false): Written | null {
  const { value, low, high } = estimate;
  if (value === null) return null;
  const ends = [low ?? value, high ?? value] as const;
  const write = writer(estimate, format, units, short, ends[1] - ends[0]);
  const [main, from, to] = [write(value), write(ends[0]), write(ends[1])];
  return { value: main.text, low: from.text, high: to.text, unit: main.unit, lowUnit: from.unit, highUnit: to.unit };
}

/** Writes a difference of estimates of this kind, without its sign. */
export function writtenDifference(difference: number, width: number, like: Estimate, format: Format, units: Units) {
  return writer(like, format, units, true, width)(difference);
}

type Writer = (value: number) => { text: string; unit: string };

function writer(estimate: Estimate, format: Format, units: Units, short: boolean, width: number): Writer {
  switch (estimate.unit) {
    case 'share': {
      const digits = digitsFor(width * 100);
      return (value) => ({ text: format.number(value * 100, digits), unit: units.percent });
    }
    case 'seconds':
      return (value) => format.duration(value, units);
    case 'money': {
      const currency = estimate.currency ?? 'XXX';
      return (value) => ({ text: format.money(value, currency, short), unit: '' });
    }
    case 'scale': {
      const digits = Math.max(1, digitsFor(width));
      return (value) => ({ text: format.number(value, digits), unit: '' });
    }
    case 'points': {
      const digits = digitsFor(width);
      return (value) => ({ text: format.number(value, digits), unit: '' });
    }
    case 'count': {
      const whole = estimate.value !== null && Number.isInteger(estimate.value) && width === 0;
      const digits = whole ? 0 : Math.max(1, digitsFor(width));
      return (value) => ({ text: format.number(value, digits), unit: '' });
    }
  }
}

const STEPS_TOLD_APART = 3;

/** Digits after the point so that an interval of this width is told apart, and no finer. */
export function digitsFor(width: number): number {
  if (width <= 0) return 1;
  return Math.min(2, Math.max(0, Math.ceil(-Math.log10(width / STEPS_TOLD_APART))));
}
