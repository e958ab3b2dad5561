// What the invented chain says of its events and units.
import type { Catalogue, KindRow, Placement, UnitRow } from '../../src/lib/api/types.ts';
import { NOW, session } from './world.ts';

function placed(ru: string, en: string, role: Placement['role'], stage: Placement['stage']): Placement {
  const department = { ru: 'Кофейни', en: 'Shops' };
  return { touchpoint: { ru, en }, role, stage, department, experience: 'operational' };
}

const PLACES: [string, Placement][] = [
  ['order_placed', placed('Заказ у стойки', 'Order at the counter', 'order_placed', 'purchase')],
  ['order_ready', placed('Выдача', 'Picking up', 'wait_ended', 'delivery')],
  ['answered', placed('Опрос после визита', 'Survey after a visit', 'answered', 'use')],
];

export const catalogue: Catalogue = {
  rules: PLACES.map(([name, placement]) => ({ source: '*', name, channel: '*', detail: '*', placement })),
  metrics: session.workspace.metrics,
  channels: session.workspace.channels,
};

const seen = { people: 31_204, first: '2025-05-01T05:00:00Z', last: NOW };

export const kinds: KindRow[] = [
  {
    ...seen,
    kind: { source: 'app', name: 'order_delivered', channel: 'courier', detail: '' },
    events: 60_403,
    placement: null,
    rule: null,
    suggestion: {
      placement: { ...placed('Получение заказа', 'Delivery', 'delivered', 'delivery'), department: null },
      words: ['delivered'],
      like: null,
    },
  },
  ...PLACES.map(([name, placement], rule) => ({
    ...seen,
    kind: { source: 'till', name, channel: 'counter', detail: '' },
    events: 650_000 - rule * 40_000,
    placement,
    rule,
    suggestion: null,
  })),
];

export const unitRows: UnitRow[] = session.workspace.units.map((unit, index) => ({
  ...unit,
  time_zone: null,
  own_time_zone: false,
  described: index !== 3,
  events: 80_000 - index * 1_500,
  people: 4_100 - index * 90,
  last: NOW,
  partly: false,
}));
