import { beforeEach, expect, test } from 'vitest';
import { speak, spaced } from '../../../../tests/texts';
import { funnelRows } from '../../../../tests/invented-server/journeys';
import { funnelLead, largestLoss } from './sentences';

beforeEach(() => speak('en', 'guest'));

test('the lead says how many got through, and how certain that is', () => {
  expect(spaced(funnelLead(funnelRows([1000, 620, 400])))).toBe(
    'Of 1,000 guests who began, 40% got through (37 to 43%)',
  );
});

test('where nobody began it says so', () => {
  expect(funnelLead(funnelRows([0, 0]))).toBe('Nobody began this funnel in the period');
});

test('the largest loss is told by what is certain, and never of the last step', () => {
  expect(largestLoss(funnelRows([1000, 900, 400, 390]))?.step).toBe(1);
  expect(largestLoss(funnelRows([4, 3]))).toBeNull();
});
