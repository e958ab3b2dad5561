// Invented pain points and moments of truth.
import type { MarksAnswer, MomentRow, MomentsAnswer, PainRow, PainsAnswer } from '../../src/lib/api/journeys.ts';
import { change, counted, estimate } from './figures.ts';
import { people, shareOf } from './journeys.ts';

const MINIMUM = 10;
const PICKUP = {
  node: 'Picking up',
  other: false,
  name: { ru: 'Выдача', en: 'Picking up' },
  stage: 'delivery' as const,
};
const PAYMENT = {
  node: 'Payment in the app',
  other: false,
  name: { ru: 'Оплата в приложении', en: 'Payment in the app' },
  stage: 'purchase' as const,
};

function pain(
  row: Pick<PainRow, 'kind' | 'sequel' | 'verdict' | 'money'>,
  where: typeof PICKUP | typeof PAYMENT,
  n: number,
): PainRow {
  return {
    ...row,
    ...where,
    unit: null,
    affected: counted('count', n),
    share: shareOf(n, n * 9),
    followed_with: estimate('share', 0.41, 0.04, n, 'bootstrap'),
    followed_without: estimate('share', 0.99, 0.004, n * 8, 'bootstrap'),
    difference: estimate('share', 0.58, 0.04, n, 'bootstrap'),
    comparable: counted('count', n * 8),
    immature: counted('count', 34),
    uncompared: counted('count', 21),
    example: { customer: 77, label: 'g-000077', time: '2026-10-12T08:14:00Z' },
    people: people({ pains: { question: {}, figure: { kind: row.kind, touchpoint: where.node } } }),
  };
}

export function painsOf(): PainsAnswer {
  const rows = [
    pain(
      {
        kind: 'payment_failed',
        sequel: 'ordered',
        verdict: 'at_risk',
        money: estimate('money', 143_000, 21_000, 512, 'bootstrap'),
      },
      PAYMENT,
      512,
    ),
    pain(
      {
        kind: 'long_wait',
        sequel: 'returned',
        verdict: 'unclear',
        money: estimate('money', 9_000, 44_000, 812, 'bootstrap'),
      },
      PICKUP,
      812,
    ),
  ];
  const as_of = new Date().toISOString();
  return { as_of, minimum_people: MINIMUM, currency: 'RUB', rows, left_out: { rows: 0, reason: null } };
}

function moment(where: typeof PICKUP | typeof PAYMENT, differs: number): MomentRow {
  return {
    ...where,
    touched: counted('count', 900),
    share: shareOf(900, 2400),
    returned_with: estimate('share', 0.7 + differs, 0.02, 900, 'clustered_t'),
    returned_without: estimate('share', 0.7, 0.02, 1500, 'clustered_t'),
    change: change(differs, 0.03),
    comparable: counted('count', 1500),
    immature: counted('count', 12),
    uncompared: counted('count', 0),
    people: people({ moments: { question: {}, figure: { touchpoint: where.node } } }),
  };
}

export function momentsOf(): MomentsAnswer {
  const rows = [moment(PICKUP, 0.05), moment(PAYMENT, 0.01)];
  return { as_of: new Date().toISOString(), minimum_people: MINIMUM, people: counted('count', 2400), rows };
}

/** What the two answers above come to on the map, with complaints and waits. */
export function marksOfMap(): MarksAnswer {
  const of = (part: string, where: typeof PICKUP | typeof PAYMENT) =>
    people({ marks: { question: {}, figure: { part, touchpoint: where.node } } });
  const nodes = [PAYMENT, PICKUP].map((where) => ({
    ...where,
    pains: painsOf()
      .rows.filter(({ node, verdict }) => node === where.node && verdict === 'at_risk')
      .map(({ kind, money }) => ({ kind, money })),
    moment:
      momentsOf().rows.find(({ node, change: { verdict } }) => node === where.node && verdict === 'higher')?.change ??
      null,
    complaints: where === PICKUP ? shareOf(50, 2400) : shareOf(4, 2000),
    complaints_people: of('complained', where),
    wait_median: where === PICKUP ? estimate('seconds', 190, 12, 1600, 'order_statistics') : null,
    wait_p90: where === PICKUP ? estimate('seconds', 570, 40, 1600, 'order_statistics') : null,
    waits_people: of('waited', where),
  }));
  return { as_of: new Date().toISOString(), minimum_people: MINIMUM, nodes };
}
