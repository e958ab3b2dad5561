// An invented chain: enough of a company to look at every page. Its names and figures mean nothing.
import type { Overview, Scores, Session, TimelineRow, Unit } from '../../src/lib/api/types.ts';
import { change, dice, estimate, peopleAddress, scoreRow } from './figures.ts';

export const NOW = '2026-11-22T06:00:02Z';

const SHOPS: [string, string, string][] = [
  ['msk/arbat', 'Арбат', 'Arbat'],
  ['msk/lesnaya', 'Лесная', 'Lesnaya'],
  ['msk/university', 'Университет', 'University'],
  ['msk/station', 'Вокзал', 'Station'],
  ['msk/park', 'Парк', 'Park'],
  ['spb/nevsky', 'Невский', 'Nevsky'],
  ['spb/harbour', 'Гавань', 'Harbour'],
  ['spb/new', 'Новая', 'New'],
];

const units: Unit[] = [
  { path: 'msk', name: { ru: 'Москва', en: 'Moscow' }, kind: 'region' },
  ...SHOPS.filter(([path]) => path.startsWith('msk')).map(unit),
  { path: 'spb', name: { ru: 'Санкт-Петербург', en: 'St Petersburg' }, kind: 'region' },
  ...SHOPS.filter(([path]) => path.startsWith('spb')).map(unit),
];

function unit([path, ru, en]: [string, string, string]): Unit {
  return { path, name: { ru, en }, kind: 'branch' };
}

export const session: Session = {
  user: {
    id: 'u1',
    name: 'Анна Иванова',
    email: 'anna@example.org',
    language: 'ru',
    role: 'administrator',
    scope: 'company',
    rights: ['own_account', 'ask_questions', 'see_people', 'see_personal_data', 'import_files', 'manage_access'],
    second_factor_missing: false,
  },
  workspace: {
    company: 'Кофейня «Утро»',
    time_zone: 'Europe/Moscow',
    currency: 'RUB',
    demo: true,
    people_word: 'guest',
    metrics: [
      {
        id: 'nps_visit',
        kind: 'nps',
        name: { ru: 'NPS после визита', en: 'NPS after a visit' },
        surveys: ['after_visit'],
        last_answer_only: false,
      },
      {
        id: 'csat_pickup',
        kind: 'csat',
        name: { ru: 'CSAT выдачи заказа', en: 'CSAT of pick-up' },
        surveys: ['pickup'],
        last_answer_only: false,
      },
      {
        id: 'ces_support',
        kind: 'ces',
        name: { ru: 'CES поддержки', en: 'CES of support' },
        surveys: ['support'],
        last_answer_only: false,
      },
    ],
    channels: {
      app: { ru: 'приложение', en: 'app' },
      counter: { ru: 'стойка', en: 'counter' },
      courier: { ru: 'курьер', en: 'courier' },
    },
    touchpoints: [
      { ru: 'Касса', en: 'Counter' },
      { ru: 'Выдача', en: 'Pick-up' },
    ],
    departments: [{ ru: 'Кофейни', en: 'Shops' }],
    units,
    data: { first: '2025-05-01T05:00:00Z', last: '2026-11-22T05:58:00Z', events: 2_013_448, customers: 40_000 },
    disk: null,
  },
};

const random = dice(7);

export const weeks = Array.from({ length: 13 }, (_, index) => {
  const monday = new Date(Date.UTC(2026, 7, 24 + index * 7)).toISOString().slice(0, 10);
  return scoreRow(
    { week: monday },
    28 + index * 0.9 + random() * 4,
    index === 12 ? 60 : 150 + Math.round(random() * 60),
    {
      unfinished: index === 12,
    },
  );
});

export const byUnit = SHOPS.map(([path], index) => {
  const n = index === 7 ? 8 : 160 + Math.round(random() * 220);
  const value = [56, 17, 40, 37, 38, 41, 33, 30][index] ?? 38;
  return scoreRow({ unit: path }, value, n, {
    versus_rest: index === 0 ? 'above' : index === 1 ? 'below' : index === 7 ? null : 'inside',
    limits: index === 7 ? null : { low: 38 - 200 / Math.sqrt(n), high: 38 + 200 / Math.sqrt(n) },
  });
});

export const byStage = (
  [
    ['consideration', 44, 310],
    ['purchase', 41, 820],
    ['delivery', 19, 640],
    ['use', 46, 410],
    ['service', 38, 120],
    ['loyalty', 51, 160],
  ] as const
).map(([stage, value, n]) => scoreRow({ stage }, value, n));

export const total = scoreRow({}, 38, 2450, { change: change(9.1, 4.1) });

export const scores: Omit<Scores, 'metric' | 'rows'> = {
  as_of: NOW,
  minimum_people: 10,
  total,
  names: {},
  split: null,
  left_out: { rows: 41, reason: 'other_scale' },
  asked: estimate('share', 0.081, 0.004, 30_200, 'wilson'),
};

export const overview: Overview = {
  as_of: NOW,
  period: 'last_90_days',
  span: { start: '2026-08-24T21:00:00Z', end: '2026-11-22T21:00:00Z' },
  data: session.workspace.data,
  cards: [
    card('nps_visit', 'nps', estimate('points', 38.2, 2.9, 2450), change(9.1, 4.1), 'higher'),
    card('csat_pickup', 'csat', estimate('share', 0.81, 0.02, 1930, 'wilson'), change(0.006, 0.02), 'higher'),
    card('ces_support', 'ces', estimate('scale', 5.6, 0.3, 388, 'pseudo_t'), change(-0.1, 0.3), 'higher'),
    card('complaints', 'operation', estimate('count', 2.1, 0.2, 61_400, 'garwood'), change(-0.4, 0.2), 'lower'),
    {
      ...card('waiting', 'operation', estimate('seconds', 250, 4, 61_400, 'order_statistics'), change(-52, 8), 'lower'),
      p90: estimate('seconds', 570, 12, 61_400, 'order_statistics'),
    },
    card('late', 'operation', estimate('share', 0.08, 0.01, 5100, 'wilson'), change(0.02, 0.012), 'lower'),
  ],
  findings: [
    {
      kind: 'metric_change',
      id: 'nps_visit',
      unit: null,
      estimate: estimate('points', 38.2, 2.9, 2450),
      change: change(9.1, 4.1),
      good: true,
    },
    {
      kind: 'operation_change',
      id: 'waiting',
      unit: null,
      estimate: estimate('seconds', 250, 4, 61_400),
      change: change(-52, 8),
      good: true,
    },
    {
      kind: 'unit_low',
      id: 'nps_visit',
      unit: 'msk/lesnaya',
      estimate: estimate('points', 17, 6, 230),
      change: null,
      good: false,
    },
    {
      kind: 'unit_high',
      id: 'nps_visit',
      unit: 'msk/arbat',
      estimate: estimate('points', 56, 6, 260),
      change: null,
      good: true,
    },
  ],
  trend: { metric: 'nps_visit', rows: weeks },
  units: { metric: 'nps_visit', company: total.estimate, rows: byUnit },
  stages: { metric: 'nps_visit', rows: byStage },
  since_monday: {
    monday: '2026-11-16',
    confirmed_changes: [
      {
        kind: 'operation_change',
        id: 'waiting',
        unit: null,
        estimate: estimate('seconds', 240, 6, 4400),
        change: change(-21, 9),
        good: true,
      },
    ],
    unread_critics: 14,
    silent_sources: [
      { source: 'till', unit: 'msk/lesnaya', last_event: '2026-11-19T17:40:00Z', usual_gap_seconds: 900 },
    ],
    response_rate: estimate('share', 0.079, 0.008, 2300, 'wilson'),
    response_change: change(-0.002, 0.01),
    units_outside: [
      { unit: 'msk/lesnaya', metric: 'nps_visit', verdict: 'below' },
      { unit: 'msk/arbat', metric: 'nps_visit', verdict: 'above' },
    ],
  },
  minimum_people: 10,
  empty_reason: null,
};

function card(
  id: string,
  kind: Overview['cards'][number]['kind'],
  figure: ReturnType<typeof estimate>,
  changed: ReturnType<typeof change>,
  better: 'higher' | 'lower',
) {
  const people =
    kind === 'operation'
      ? peopleAddress({}, 'operations', { field: 'orders' })
      : peopleAddress({}, 'scores', { metric: id });
  return {
    id,
    kind,
    estimate: figure,
    p90: null,
    change: changed,
    better,
    people,
    sparkline: Array.from({ length: 13 }, () => random() * 10 + 20),
  };
}

/** An event of somebody's life, so many hours before now. */
export function event(position: number, hoursAgo: number, more: Partial<TimelineRow> = {}): TimelineRow {
  return {
    position,
    time: new Date(Date.parse(NOW) - hoursAgo * 3_600_000).toISOString(),
    name: 'order_placed',
    source: 'till',
    touchpoint: { ru: 'Заказ у стойки', en: 'Order at the counter' },
    stage: 'purchase',
    role: 'order_placed',
    channel: 'counter',
    unit: 'msk/lesnaya',
    order: `o-${position}`,
    amount: '450.00',
    currency: 'RUB',
    quantity: 2,
    duration_ms: null,
    detail: null,
    agent: null,
    answer: null,
    properties: {},
    ...more,
  };
}

export function answered(position: number, hoursAgo: number, value: number, text: string): TimelineRow {
  return event(position, hoursAgo, {
    name: 'answered',
    source: 'surveys',
    touchpoint: { ru: 'Опрос после визита', en: 'Survey after a visit' },
    stage: 'use',
    role: 'answered',
    channel: 'app',
    order: null,
    amount: null,
    currency: null,
    quantity: null,
    answer: { survey: 'after_visit', question: 'nps', metric: 'nps', value, scale: [0, 10], text },
  });
}
