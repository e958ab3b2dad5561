// What events mean is changed on a page, and every figure follows.
import type { Page } from '@playwright/test';
import { expect, settled, signIn, test } from './otklik';

test.beforeEach(async ({ page }) => {
  await signIn(page);
});

async function complaintsOnOverview(page: Page): Promise<number> {
  await page.goto('/');
  await settled(page);
  return page.locator('.figure .name').filter({ hasText: 'Complaints' }).count();
}

async function openPart(page: Page, name: string) {
  await page.getByRole('heading', { name, exact: true }).click();
}

test.describe.serial('the catalogue', () => {
  test('says how much is covered and finds a kind of events', async ({ page }) => {
    await page.goto('/catalogue');
    await settled(page);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/touchpoint/);
    await page.getByRole('searchbox', { name: 'Find a kind of events' }).fill('complaint');
    await expect(page).toHaveURL(/search=complaint/);
    // One kind for each topic; whatever does not speak of complaints is gone.
    await expect(page.locator('tbody tr').filter({ hasNotText: /complaint/i })).toHaveCount(0);
    await expect(page.locator('tbody tr').first()).toContainText('service · complaint');
  });

  test('shows the effect of a change before it is saved, and the overview after', async ({ page }) => {
    expect(await complaintsOnOverview(page)).toBe(1);
    await page.goto('/catalogue?search=complaint');
    await settled(page);
    await page.getByRole('button', { name: 'Change the place of complaint_made' }).first().click();
    await page.getByLabel('Role in the figures').selectOption('contact');
    await page.getByRole('button', { name: 'Done' }).click();
    const bar = page.getByRole('region', { name: 'Changes not saved yet' });
    await expect(bar).toContainText(/\d+ kinds move \([\d,]+ events\)/);
    await expect(bar).toContainText('Figures made of these roles change: complaint');
    await bar.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Every figure is up to date already.')).toBeVisible();
    expect(await complaintsOnOverview(page)).toBe(0);
  });

  test('goes back to an old version', async ({ page }) => {
    await page.goto('/catalogue');
    await settled(page);
    await openPart(page, 'History');
    await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Bring back version 1' }).click();
    await page.getByRole('region', { name: 'Changes not saved yet' }).getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved as version 3.')).toBeVisible();
    expect(await complaintsOnOverview(page)).toBe(1);
  });

  test('says which rule can never apply', async ({ page }) => {
    await page.goto('/catalogue');
    await settled(page);
    await openPart(page, 'Rules in their order');
    // The second rule is about every channel: above the first, which is about one, it takes everything.
    await page.getByRole('button', { name: 'Move rule 2 up', exact: true }).click();
    await expect(page.getByText('Never applies: rule 1 takes everything before.')).toBeVisible();
    await page.getByRole('button', { name: 'Discard the changes' }).click();
    await expect(page.getByText('Never applies')).toHaveCount(0);
  });
});

test('a unit is renamed, and pages call it so at once', async ({ page }) => {
  await page.goto('/units');
  await settled(page);
  const name = page.getByLabel('Name in English');
  for (const [from, to] of [
    ['Arbat', 'Old Arbat'],
    ['Old Arbat', 'Arbat'],
  ] as const) {
    await page.getByRole('button', { name: `Change the unit “${from}”`, exact: true }).click();
    await name.fill(to);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('rowheader', { name: to, exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Overview' }).click();
    await settled(page);
    await page.getByRole('link', { name: 'Units', exact: true }).click();
    await settled(page);
  }
});
