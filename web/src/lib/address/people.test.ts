import { expect, test } from 'vitest';
import type { PeopleQuestion } from '$lib/api/types';
import { narrowed, openQuestion, peopleAddress, questionOf } from './people';

const question: PeopleQuestion = {
  kind: 'scores',
  metric: 'nps_visit',
  filter: { all: [{ period: 'last_90_days' }, { unit: 'msk/arbat' }] },
  slice: { week: '2026-05-04' },
};

test("a figure's address opens the same question in the page's address", () => {
  const found = questionOf(`/api/v1/people?question=${encodeURIComponent(JSON.stringify(question))}`);
  expect(found).toEqual(question);
  const address = peopleAddress(new URLSearchParams('unit=msk'), found);
  expect(openQuestion(new URLSearchParams(address))).toEqual(question);
  expect(address).toMatch(/^\?unit=msk&people=/);
});

test('closing takes the question out of the address', () => {
  const address = peopleAddress(new URLSearchParams('unit=msk'), question);
  expect(peopleAddress(new URLSearchParams(address), null)).toBe('?unit=msk');
});

test('a broken address opens nothing', () => {
  for (const text of ['{', '1', 'null', '{"kind":"other"}']) {
    expect(openQuestion(new URLSearchParams({ people: text }))).toBeNull();
  }
});

test('a narrower question keeps what was asked', () => {
  expect(narrowed(question, { score: 'bottom' })?.filter).toEqual({ all: [question.filter, { score: 'bottom' }] });
});
