// Two records of one person become one through the pages, and two again.
import type { Page } from '@playwright/test';
import { expect, expectSound, settled, signIn, test } from './otklik';

type Hit = { customer: number; label: string; identifiers: { value: string }[]; events: number };

/** The number that the page tells of the customer in sight. */
async function eventsShown(page: Page, customer: number): Promise<number> {
  await page.goto(`/customers/${customer}`);
  await settled(page);
  const fact = page.locator('dl > div').filter({ has: page.locator('dt', { hasText: /^Events$/ }) });
  return Number((await fact.locator('dd').innerText()).replace(/\D/g, ''));
}

test('two records are merged on a page, and undoing it gives each its history back', async ({ page }) => {
  await signIn(page);
  const { customers } = (await (await page.request.get('/api/v1/customers')).json()) as { customers: Hit[] };
  const [one, other] = customers.filter((hit) => hit.events > 0 && hit.identifiers.length > 1).slice(-2);
  if (!one || !other) throw new Error('the demo has no two customers to merge');

  expect(await eventsShown(page, one.customer)).toBe(one.events);
  await page.getByText('Merge with another record').click();
  await page.getByRole('searchbox').fill(other.identifiers[0]?.value ?? '');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await expectSound(page);
  await page.getByRole('button', { name: `Merge with ${other.label}`, exact: true }).click();
  await expect(page.getByText(`Merged: ${other.label}.`)).toBeVisible();
  const kept = Number(new URL(page.url()).pathname.split('/').at(-1));
  expect([one.customer, other.customer]).toContain(kept);
  const fact = page.locator('dl > div').filter({ has: page.locator('dt', { hasText: /^Events$/ }) });
  await expect(fact.locator('dd')).toHaveText((one.events + other.events).toLocaleString('en-GB'));

  await page.getByRole('link', { name: 'To the list' }).click();
  await settled(page);
  const merged = page.getByRole('table', { name: 'Merged' }).locator('tbody tr').first();
  await expect(merged).toContainText('said so');
  await merged.getByRole('button', { name: 'Undo' }).click();
  await merged.getByRole('button', { name: 'Yes, they are two people' }).click();
  await expect(merged).toContainText('undone by');
  await expectSound(page);

  expect(await eventsShown(page, one.customer)).toBe(one.events);
  expect(await eventsShown(page, other.customer)).toBe(other.events);
});
