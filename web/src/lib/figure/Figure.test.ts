import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { change, estimate, peopleAddress } from '../../../tests/invented-server/figures';
import { speak } from '../../../tests/texts';
import { questionOf } from '$lib/address/people';
import Figure from './Figure.svelte';

vi.mock('$app/state', () => ({ page: { url: new URL('http://localhost/?unit=msk') } }));

beforeEach(() => speak('ru', 'guest'));
afterEach(cleanup);

test('a figure shows value, n, range and change in words', () => {
  render(Figure, {
    name: 'NPS',
    kind: 'nps',
    estimate: estimate('points', 38, 3, 2450),
    change: change(9, 4),
    better: 'higher',
  });
  expect(document.body.textContent).toContain('от\u00a035 до\u00a041');
  expect(document.body.textContent).toContain('n\u00a02\u202f450');
  expect(screen.getByText(/выше на\s9\sпунктов/)).toBeTruthy();
});

test('a figure with too few answers shows no number', () => {
  render(Figure, { name: 'NPS', estimate: estimate('points', 38, 3, 7) });
  expect(screen.getByText('—')).toBeTruthy();
  expect(screen.getByText(/мало ответов: 6, нужно от\s10/)).toBeTruthy();
});

test('the value opens the people behind it and keeps the filter', () => {
  const people = questionOf(peopleAddress({}, 'scores', { metric: 'nps_visit' }));
  render(Figure, { name: 'NPS', estimate: estimate('points', 38, 3, 2450), people });
  const link = screen.getByRole('link', { name: /38/ });
  expect(link.getAttribute('href')).toMatch(/^\?unit=msk&people=/);
});

test('the method is a click away', async () => {
  render(Figure, { name: 'NPS', kind: 'nps', estimate: estimate('points', 38, 3, 2450) });
  screen.getByRole('button', { name: /Как посчитано/ }).click();
  expect(await screen.findByText('Скорректированный интервал Вальда')).toBeTruthy();
});
