// What all tests share: signing in, and what must hold on every page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Locator, type Page, expect, test as base } from '@playwright/test';

export type Language = 'ru' | 'en';
export type Scheme = 'light' | 'dark';
export const LANGUAGES: Language[] = ['ru', 'en'];
export const SCHEMES: Scheme[] = ['light', 'dark'];
export const WIDTHS = [360, 1280];
export const SCREENSHOTS = new URL('../screenshots/', import.meta.url).pathname;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A test whose page must stay without errors; answers with a status that a test expects are named by it. */
export const test = base.extend<{ expectedStatuses: number[] }>({
  expectedStatuses: [[], { option: true }],
  page: async ({ page, expectedStatuses }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      const expected = expectedStatuses.some((status) => message.text().includes(`status of ${status}`));
      if (message.type() === 'error' && !expected) errors.push(message.text());
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const own = origin === new URL(page.url() === 'about:blank' ? request.url() : page.url()).origin;
      if (!own && protocol.startsWith('http')) errors.push(`a request to another site: ${request.url()}`);
    });
    await use(page);
    expect(errors).toEqual([]);
  },
});

export { expect };

/** Signs in through the API, as the server's demo login or the one of the environment. */
export async function signIn(
  page: Page,
  language: Language = 'en',
  server = process.env.OTKLIK_URL ?? '',
): Promise<void> {
  const answer = await asPage(page, server, 'post', '/session', await credentials(page, server));
  expect(answer.ok(), `sign-in answered ${answer.status()}`).toBe(true);
  await asPage(page, server, 'patch', '/session', { language });
}

/** Sends what a page of the server would send: it says where it comes from. */
export async function asPage(page: Page, server: string, method: 'post' | 'patch', path: string, data: unknown) {
  return page.request[method](`${server}/api/v1${path}`, { data, headers: { Origin: server } });
}

export async function credentials(page: Page, server = ''): Promise<{ email: string; password: string }> {
  const { OTKLIK_EMAIL: email, OTKLIK_PASSWORD: password } = process.env;
  if (email && password) return { email, password };
  const setup = await (await page.request.get(`${server}/api/v1/setup`)).json();
  return setup.demo;
}

/** Waits until the page has its answers. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1:not(.unseen)').first()).toBeVisible();
  await answered(page);
}

async function answered(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** Checks what holds on every page: nothing sticks out sideways, and axe finds nothing. */
export async function expectSound(page: Page): Promise<void> {
  // What is still being asked for stands pale on the page until the answer comes.
  await answered(page);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(beyond, 'the page is wider than the window').toBeLessThanOrEqual(0);
  // Evaluated rather than added as a script tag: the page's content policy forbids scripts of others.
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: { run: () => Promise<Axe> } }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
    type Axe = { violations: { id: string; nodes: { html: string }[] }[] };
  });
  expect.soft(found).toEqual([]);
}

/** What a panel gives as a file of this format. */
export async function downloaded(page: Page, panel: Locator, format: string): Promise<Buffer> {
  await panel.getByRole('button', { name: /^(Download|Скачать)/ }).click();
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: format, exact: true }).click();
  return readFileSync(await (await download).path());
}
