import { describe, expect, it } from 'vitest';
import { Attempt } from './attempt.svelte';
import { Problem } from './client';

const problem = new Problem({ title: 'No such customer', status: 404, code: 'customer_unknown' });
const fail = () => Promise.reject(problem);
const succeed = () => Promise.resolve();

describe('an attempt', () => {
  it('is busy until its work is done', async () => {
    const attempt = new Attempt();
    let finish = () => {};
    const done = attempt.do(() => new Promise((resolve) => (finish = resolve)));
    expect(attempt.busy).toBe(true);
    finish();
    expect(await done).toBe(true);
    expect(attempt.busy).toBe(false);
  });

  it('keeps the problem it failed with until a later one succeeds', async () => {
    const attempt = new Attempt();
    expect(await attempt.do(fail)).toBe(false);
    expect(attempt.problem).toBe(problem);
    expect(attempt.busy).toBe(false);

    const done = attempt.do(succeed);
    expect(attempt.problem).toBe(problem);
    expect(await done).toBe(true);
    expect(attempt.problem).toBeNull();
  });

  it('hands on an error that is no problem', async () => {
    const attempt = new Attempt();
    const error = new TypeError('a mistake of the page');
    await expect(attempt.do(() => Promise.reject(error))).rejects.toBe(error);
    expect(attempt.problem).toBeNull();
    expect(attempt.busy).toBe(false);
  });

  it('passes over a failure once it was aborted', async () => {
    const attempt = new Attempt();
    const controller = new AbortController();
    controller.abort();
    expect(await attempt.do(fail, controller.signal)).toBe(false);
    expect(await attempt.do(() => Promise.reject(controller.signal.reason), controller.signal)).toBe(false);
    expect(attempt.problem).toBeNull();
    expect(attempt.busy).toBe(false);
  });

  it('tells a failure as long as it was not aborted', async () => {
    const attempt = new Attempt();
    expect(await attempt.do(fail, new AbortController().signal)).toBe(false);
    expect(attempt.problem).toBe(problem);
  });
});
