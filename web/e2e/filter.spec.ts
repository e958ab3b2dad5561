// The filter as a sentence: every part of it by clicking, and a link that reproduces it.
import type { Page } from '@playwright/test';
import { expect, expectSound, settled, signIn, test } from './otklik';

test.beforeEach(async ({ page }) => {
  await signIn(page);
  await page.goto('/scores/nps_visit?period=last_365_days');
  await settled(page);
});

const answers = async (page: Page) => {
  await settled(page);
  const text = await page.locator('.figure').first().locator('.n').innerText();
  return Number(/n\s([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
};

test('a condition takes in more values, and turns into its opposite; the two add up to the whole', async ({ page }) => {
  const whole = await answers(page);
  await page.getByRole('button', { name: '+ condition' }).click();
  await page.getByRole('button', { name: 'Channel', exact: true }).click();
  await page.locator('.box').getByRole('link', { name: 'SMS' }).click();
  await expect(page).toHaveURL(/channel=sms/);
  await page.getByRole('group', { name: 'Filter' }).getByRole('button', { name: 'SMS', exact: true }).click();
  await expectSound(page);
  await page.locator('.box').getByRole('link', { name: 'Push' }).click();
  const both = page.getByRole('button', { name: 'SMS or Push' });
  await expect(both).toBeVisible();
  const chosen = await answers(page);
  await both.click();
  await page.getByRole('link', { name: 'None of these' }).click();
  await expect(page.getByRole('button', { name: 'all but SMS or Push' })).toBeVisible();
  const others = await answers(page);
  expect(chosen).toBeGreaterThan(0);
  expect(others).toBeGreaterThan(0);
  expect(chosen + others).toBe(whole);
});

test('what customers did and did not do is said in a form, and a link says it again', async ({ page }) => {
  const whole = await answers(page);
  const counts: number[] = [];
  for (const field of ['Guests who have done …', 'Guests who have not done …']) {
    await page.goto('/scores/nps_visit?period=last_365_days&known=yes');
    await settled(page);
    await page.getByRole('button', { name: '+ condition' }).click();
    await page.getByRole('button', { name: field }).click();
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'complaint' });
    await page.getByLabel('When', { exact: true }).selectOption({ label: 'in the days before the event' });
    await page.getByLabel('Days').fill('60');
    await expectSound(page);
    await page.locator('.box').getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/done=role:complaint(~|%7E)before:60/);
    await expect(page.getByRole('button', { name: /complaint in the 60 days before/ })).toBeVisible();
    counts.push(await answers(page));
  }
  await page.goto('/scores/nps_visit?period=last_365_days&known=yes');
  const known = await answers(page);
  expect(known).toBeLessThanOrEqual(whole);
  expect(counts.every((count) => count > 0)).toBe(true);
  expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(known);
});

test('a link reproduces every part, and another page keeps it', async ({ page }) => {
  await page.goto('/scores/nps_visit?period=all_time&mark=..6&has=phone&home_unit=msk');
  await settled(page);
  for (const name of ['marks up to 6', 'Phone is known', 'mostly in Moscow'])
    await expect(page.getByRole('button', { name })).toBeVisible();
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'What hurts most' }).click();
  await expect(page.getByRole('button', { name: 'marks up to 6' })).toBeVisible();
});
