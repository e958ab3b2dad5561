import { beforeEach, describe, expect, test } from 'vitest';
import { change } from '../../../../tests/invented-server/figures';
import { journeyMap } from '../../../../tests/invented-server/journeys';
import { marksOfMap } from '../../../../tests/invented-server/pains';
import { speak } from '../../../../tests/texts';
import { mapCompare, mapChoice, questionOfMap, writtenCompare } from './choice';
import { changeTold, differing, signed, wayOf } from './difference';
import { complaintsTold, isMarked, markFigures, marksAt, marksOf, marksTold, waitsTold } from './marks';

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
  const marks = marksOf(marksOfMap());

  test('stand where money is certainly at risk or more certainly come back', () => {
    expect([...marks].map(([name, found]) => [name, isMarked(found)])).toEqual([
      ['Payment in the app', true],
      ['Picking up', true],
    ]);
    const pickup = map.nodes.find(({ node }) => node === 'Picking up');
    const found = pickup && marksAt(marks, pickup);
    expect(found && marksTold(found, 600)).toBe('moment of truth: more come back after it');
    const payment = marks.get('Payment in the app');
    expect(payment && marksTold(payment, 600)).toMatch(/^payments that failed: .* at risk$/);
  });

  test('are none at what is put together', () => {
    expect(marksAt(marks, { ...node, node: 'Picking up', other: true })).toBeNull();
    expect(marksOf(undefined).size).toBe(0);
  });

  test('complaints and waits stand in the node with their own people, rare complaints only in words', () => {
    const [payment, pickup] = [...marks.values()];
    expect(pickup && markFigures(pickup).map(({ text, people }) => [text, people])).toEqual([
      ['complain 2.1%', pickup?.complaints_people],
      ['wait 3:10\u00a0min', pickup?.waits_people],
      ['p90 9:30\u00a0min', pickup?.waits_people],
    ]);
    expect(payment && markFigures(payment)).toEqual([]);
    expect(payment && complaintsTold(payment)).toMatch(/^0\.2% complained within 7 days after it/);
    expect(pickup && waitsTold(pickup)).toBe('half waited 3:10\u00a0min at most, nine of ten 9:30\u00a0min');
    expect(payment && waitsTold(payment)).toBe('');
  });
});
