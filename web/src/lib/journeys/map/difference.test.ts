import { beforeEach, describe, expect, test } from 'vitest';
import { change } from '../../../../tests/invented-server/figures';
import { journeyMap } from '../../../../tests/invented-server/journeys';
import { momentsOf, painsOf } from '../../../../tests/invented-server/pains';
import { speak } from '../../../../tests/texts';
import { mapCompare, mapChoice, questionOfMap, writtenCompare } from './choice';
import { changeTold, differing, signed, wayOf } from './difference';
import { marksAt, marksOf, marksTold } from './marks';

const map = journeyMap();
const [node, other] = map.nodes as [(typeof map.nodes)[0], (typeof map.nodes)[0]];

beforeEach(() => speak('en', 'guest'));

describe('the difference of two maps', () => {
  test('has a way and a sign only where it is certain', () => {
    expect([change(0.04, 0.02), change(-0.04, 0.02), change(0.01, 0.02), null].map(wayOf)).toEqual([
      'more',
      'less',
      null,
      null,
    ]);
    expect(signed(change(-0.04, 0.02), node.share)).toBe('−4');
    expect(signed(change(0.01, 0.02), node.share)).toBe('');
    expect(changeTold(change(0.04, 0.02), node.share)).toMatch(/^higher by/);
    const nodes = [
      { ...node, change: change(0.04, 0.02) },
      { ...other, change: change(0.01, 0.02) },
    ];
    expect(differing({ ...map, nodes })).toEqual({ compared: 2, differ: 1 });
  });

  test('is asked for as the address says', () => {
    for (const text of ['', 'before', 'year', 'channel:app', 'unit:msk/arbat']) {
      expect(writtenCompare(mapCompare(text))).toBe(text);
    }
    expect(mapCompare('channel:')).toBeNull();
    const asked = (text: string) =>
      questionOfMap(mapChoice(new URLSearchParams({ compare: text })), { all: [] }, null).compare;
    expect([asked('before'), asked('channel:app'), asked('nonsense')]).toEqual([
      'previous_period',
      { filter: { channel: 'app' } },
      undefined,
    ]);
  });
});

describe('marks on the map', () => {
  const marks = marksOf(painsOf(), momentsOf());

  test('stand where money is certainly at risk or more certainly come back', () => {
    expect([...marks.keys()]).toEqual(['Payment in the app', 'Picking up']);
    const pickup = map.nodes.find(({ node }) => node === 'Picking up');
    const found = pickup && marksAt(marks, pickup);
    expect(found && marksTold(found, 600)).toBe('moment of truth: more come back after it');
    const payment = marks.get('Payment in the app');
    expect(payment && marksTold(payment, 600)).toMatch(/^payments that failed: .* at risk$/);
  });

  test('are none at what is put together', () => {
    expect(marksAt(marks, { ...node, node: 'Picking up', other: true })).toBeNull();
    expect(marksOf(undefined, undefined).size).toBe(0);
  });
});
