// Invented answers to the questions about pains, promises and response.
import type { Expectations, Hurts, ResponseAnswer, Slice } from '../../src/lib/api/types.ts';
import { change, counted, estimate, peopleAddress } from './figures.ts';
import { NOW } from './world.ts';

const VALUES: Record<string, string[]> = {
  unit: ['msk/lesnaya', 'msk/arbat', 'spb/nevsky'],
  channel: ['app', 'counter', 'courier'],
  hour: ['8', '9', '10'],
};

function slices(by: string): Slice[] {
  return (VALUES[by] ?? ['app']).map((value) => ({ [by]: value }) as Slice);
}

const by = (body: Record<string, unknown>) => (body.by as string[] | undefined)?.[0] ?? 'channel';

export function hurtsOf(body: Record<string, unknown>): Hurts {
  const kinds = ['long_wait', 'complaint', 'low_score'] as const;
  const found = slices(String(body.by)).slice(0, kinds.length);
  return {
    as_of: NOW,
    people: counted('count', 18_240),
    rows: found.map((slice, index) => ({
      kind: kinds[index] ?? 'complaint',
      metric: kinds[index] === 'low_score' ? 'nps_visit' : null,
      slice,
      affected: counted('count', 2400 - index * 900),
      events: 2600 - index * 900,
      share: estimate('share', 0.13 - index * 0.05, 0.005, 18_240, 'wilson'),
      people: peopleAddress(slice, 'operations', { field: 'wait_from_600_seconds' }),
    })),
    names: {},
    left_out: { rows: 0, reason: null },
  };
}

export function expectationsOf(body: Record<string, unknown>): Expectations {
  const row = (slice: Slice, size: number): Expectations['total'] => ({
    slice,
    promised: counted('count', Math.round(4200 * size)),
    late: estimate('share', 0.13, 0.01 / size, 4200, 'wilson'),
    delay_median: estimate('seconds', 415, 30 / size, 560, 'order_statistics'),
    delay_p90: estimate('seconds', 1310, 90 / size, 560, 'order_statistics'),
    in_time_score: estimate('points', 38, 8 / size, 330),
    in_time_mean: estimate('scale', 8.1, 0.3 / size, 330, 'clustered_t'),
    late_score: estimate('points', 13, 20 / size, 56),
    late_mean: estimate('scale', 6.6, 0.7 / size, 56, 'clustered_t'),
    cost: change(-25, 22 / size),
    people: peopleAddress(slice, 'operations', { field: 'late_by_time' }),
  });
  return {
    as_of: NOW,
    metric: String(body.metric),
    total: row({}, 1),
    rows: slices(by(body)).map((slice) => row(slice, 0.5)),
    names: {},
  };
}

export function responseOf(body: Record<string, unknown>): ResponseAnswer {
  const row = (slice: Slice, rate: number): ResponseAnswer['total'] => ({
    slice,
    asked: counted('count', 26_900),
    answered: counted('count', Math.round(26_900 * rate)),
    rate: estimate('share', rate, 0.004, 26_900, 'wilson'),
    change: change(0.01, 0.006),
    unfinished: false,
    unanswered: peopleAddress(slice, 'response', { field: 'unanswered' }),
  });
  return {
    as_of: NOW,
    total: row({}, 0.07),
    rows: slices(by(body)).map((slice, index) => row(slice, 0.05 + index * 0.03)),
    names: {},
  };
}
