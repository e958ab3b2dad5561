export type PeriodParts =
  | { kind: 'all_time' }
  | { kind: 'calendar'; name: string; unit: 'day' | 'week' | 'month' | 'quarter' | 'year' }
  | { kind: 'days'; days: number }
  | { kind: 'span'; first: string; last: string };

/** Takes a period's name apart; what is none counts as all time. */
export function periodParts(period: string): PeriodParts {
  const days = /^last_(\d+)_days$/.exec(period)?.[1];
  if (days) return { kind: 'days', days: Number(days) };
  const [first, last] = period.split('..');
  if (first && last) return { kind: 'span', first, last };
  if (period === 'today' || period === 'yesterday') return { kind: 'calendar', name: period, unit: 'day' };
  const unit = /^(?:this|last)_(week|month|quarter|year)$/.exec(period)?.[1];
  if (unit) return { kind: 'calendar', name: period, unit: unit as 'week' | 'month' | 'quarter' | 'year' };
  return { kind: 'all_time' };
}

/** How long the span is with which something is compared, as texts choose their words by it. */
export type Comparison = { span: 'week' | 'month' | 'quarter' | 'year' | 'four-weeks' | 'days' | 'span'; days: number };

/** With what a period is compared, as the texts `than-before` and `compared-with` choose their words; nothing for all time. */
export function comparison(period: string): Comparison | null {
  const parts = periodParts(period);
  switch (parts.kind) {
    case 'all_time':
      return null;
    case 'calendar':
      return parts.unit === 'day' ? { span: 'days', days: 1 } : { span: parts.unit, days: 0 };
    case 'days':
      return { span: 'days', days: parts.days };
    case 'span':
      return { span: 'span', days: 0 };
  }
}
