import { describe, expect, it } from 'vitest';
import { chosenSteps, expectedAddress, expectedChoice, expectedSteps } from './choice';

const STEPS = [
  { at: ['Menu in the app'], optional: false, limitSeconds: null },
  { at: ['Payment'], optional: true, limitSeconds: null },
  { at: ['Pickup', 'Courier'], optional: false, limitSeconds: 1800 },
];

describe('an expected journey', () => {
  it('comes back from the address as it was drawn', () => {
    const address = expectedAddress(new URLSearchParams('of=order&people=x&window=3600'), STEPS);
    const choice = expectedChoice(new URLSearchParams(address));
    expect(choice).toMatchObject({ steps: STEPS, of: 'order', windowSeconds: 3600, compares: false });
    expect(address).not.toContain('people');
  });

  it('begins and ends with what has to happen, and has no limit before its first step', () => {
    const all = STEPS.map((step) => ({ ...step, optional: true, limitSeconds: 60 }));
    const steps = expectedSteps(all);
    expect(steps.map(({ optional }) => optional)).toEqual([false, true, false]);
    expect(steps.map(({ limit_seconds }) => limit_seconds)).toEqual([undefined, 60, 60]);
    expect(chosenSteps(expectedSteps(STEPS))).toEqual(STEPS);
  });

  it('passes over what cannot be understood', () => {
    const choice = expectedChoice(new URLSearchParams('step=&step=|&window=-1&of=life'));
    expect(choice).toMatchObject({ steps: [], windowSeconds: 14 * 86_400, of: 'customer' });
  });
});
