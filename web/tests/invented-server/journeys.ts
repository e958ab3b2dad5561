// Invented answers about journeys: figures that hang together as those of the server do.
import type {
  FunnelAnswer,
  FunnelRow,
  PeriodStep,
  RetentionAnswer,
  TransitionsAnswer,
} from '../../src/lib/api/journeys.ts';
import type { Stage } from '../../src/lib/api/types.ts';
import { counted, dice, estimate } from './figures.ts';

const MINIMUM = 10;
const DAY_MS = 86_400_000;

export function people(journey: object): string {
  const question = { kind: 'journey', filter: { all: [] }, slice: {}, journey };
  return `/api/v1/people?question=${encodeURIComponent(JSON.stringify(question))}`;
}

/** A share with about the interval that its number of people bears. */
export function shareOf(part: number, all: number) {
  const value = all > 0 ? part / all : 0;
  const share = estimate('share', value, 1.96 * Math.sqrt((value * (1 - value)) / Math.max(1, all)), all, 'wilson');
  return all < MINIMUM ? { ...share, value: null, low: null, high: null, status: 'too_few' as const } : share;
}

/** The steps of a funnel that so many people took. */
export function funnelRows(reached: readonly number[]): FunnelRow[] {
  const address = (part: string, step: number) =>
    people({ funnel: { question: { steps: [] }, figure: { part, step } } });
  return reached.map((n, step) => {
    const fell = n - (reached[step + 1] ?? n);
    const time = (seconds: number) => (step === 0 ? null : estimate('seconds', seconds, 12, n, 'order_statistics'));
    return {
      step,
      reached: counted('count', n),
      attempts: counted('count', n),
      of_first: shareOf(n, reached[0] ?? 0),
      of_previous: step === 0 ? null : shareOf(n, reached[step - 1] ?? 0),
      fell: counted('count', fell),
      fell_share: shareOf(fell, n),
      unfinished: counted('count', 0),
      mean: time(260),
      median: time(190),
      p90: time(540),
      times:
        step === 0
          ? []
          : [
              { from_seconds: 0, to_seconds: 60, n: Math.round(n * 0.1) },
              { from_seconds: 60, to_seconds: 300, n: Math.round(n * 0.6) },
              { from_seconds: 300, to_seconds: null, n: Math.round(n * 0.3) },
            ],
      money: null,
      change: null,
      change_of_previous: null,
      reached_people: address('reached', step),
      fell_people: address('fell', step),
      unfinished_people: address('unfinished', step),
    };
  });
}

export function funnel(steps: number): FunnelAnswer {
  return {
    as_of: new Date().toISOString(),
    minimum_people: MINIMUM,
    steps: funnelRows(Array.from({ length: steps }, (_, step) => Math.round(2400 * 0.72 ** step))),
    values: [],
    names: {},
    dropped: counted('count', 0),
    dropped_people: people({ funnel: { question: { steps: [] }, figure: { part: 'dropped' } } }),
  };
}

const COHORTS = 8;
const STEP_DAYS: Record<PeriodStep, number> = { hour: 1, day: 1, week: 7, month: 31 };

export function retention(step: PeriodStep): RetentionAnswer {
  const random = dice(11);
  const begin = Date.UTC(2026, 4, 4);
  const question = { start: { role: 'order_placed' }, back: { role: 'order_placed' }, filter: { all: [] }, step };
  const address = (figure: object) => people({ retention: { question, figure } });
  const cohorts = Array.from({ length: COHORTS }, (_, place) => {
    const cohort = new Date(begin + place * STEP_DAYS[step] * DAY_MS).toISOString().slice(0, 10);
    const size = 160 + Math.round(random() * 60);
    const returned = Array.from({ length: COHORTS - place }, (_, distance) => {
      const back = Math.round(size * (distance === 0 ? 0.08 : 0.5 * 0.88 ** distance + random() * 0.05));
      return {
        distance,
        returned: counted('count', back),
        share: shareOf(back, size),
        unfinished: distance === COHORTS - place - 1,
        change: null,
        people: address({ cohort, distance }),
      };
    });
    const unfinished = place === COHORTS - 1;
    return { cohort, size: counted('count', size), unfinished, returned, people: address({ cohort }) };
  });
  const means = cohorts.map((_, distance) => {
    const over = cohorts.flatMap(({ size, returned }) => {
      const cell = returned[distance];
      return cell && !cell.unfinished ? [{ back: cell.returned.value ?? 0, size: size.value ?? 0 }] : [];
    });
    const sum = (of: 'back' | 'size') => over.reduce((all, cell) => all + cell[of], 0);
    const weighted = shareOf(sum('back'), sum('size'));
    return { distance, cohorts: over.length, weighted, simple: weighted, change: null };
  });
  return { as_of: new Date().toISOString(), minimum_people: MINIMUM, step, cohorts, means, values: [], names: {} };
}

const PLACES: [string, string, Stage | null, number, number][] = [
  ['Menu in the app', 'Меню в приложении', 'consideration', 1200, 280],
  ['Order in the app', 'Заказ в приложении', 'purchase', 900, 10],
  ['Order at the counter', 'Заказ у стойки', 'purchase', 1100, 300],
  ['Picking up', 'Получение', 'delivery', 1600, 1300],
  ['Delivery', 'Доставка', 'delivery', 200, 90],
  ['Complaint', 'Жалоба', 'service', 90, 60],
  ['Wi-Fi', 'Wi-Fi', null, 60, 20],
];
const WAYS: [number, number, number, number][] = [
  [0, 1, 850, 190],
  [1, 3, 800, 150],
  [2, 3, 780, 225],
  [1, 4, 160, 600],
  [3, 2, 240, 1600],
  [3, 5, 70, 750],
  [6, 2, 30, 400],
];

export function journeyMap(): TransitionsAnswer {
  const all = 2400;
  const figure = (told: object) => people({ transitions: { question: { filter: { all: [] } }, figure: told } });
  const nodes = PLACES.map(([en, ru, stage, at, ended]) => ({
    node: en,
    other: false,
    name: { ru, en },
    stage,
    events: counted('count', at * 2),
    share: shareOf(at, all),
    starts: counted('count', Math.round(at / 2)),
    ends: counted('count', ended),
    end_share: shareOf(ended, at),
    score: stage === 'delivery' ? estimate('points', 36, 4, at) : null,
    change: null,
    change_of_ends: null,
    people: figure({ at: en }),
    starts_people: figure({ start: en }),
    ends_people: figure({ end: en }),
  }));
  const edges = WAYS.map(([from, to, times, seconds]) => ({
    from,
    to,
    transitions: counted('count', times),
    share: shareOf(times, PLACES[from]?.[3] ?? 0),
    mean: estimate('seconds', seconds * 1.3, seconds / 9, times, 'clustered_t'),
    median: estimate('seconds', seconds, seconds / 10, times, 'order_statistics'),
    p90: estimate('seconds', seconds * 2.4, seconds / 5, times, 'order_statistics'),
    change: null,
    people: figure({ edge: { from: PLACES[from]?.[0] ?? '', to: PLACES[to]?.[0] ?? '' } }),
  }));
  return {
    as_of: new Date().toISOString(),
    minimum_people: MINIMUM,
    journeys: counted('count', all),
    nodes,
    edges,
    stages: [
      { stage: 'delivery' as const, score: estimate('points', 36, 4, 1700), people: figure({ at: 'Picking up' }) },
    ],
    coverage: shareOf(2900, 3050),
    unplaced: counted('count', 0),
  };
}
