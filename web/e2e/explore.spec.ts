// Any question by clicking: the address says it again, and the answer goes along as a file.
import { downloaded, expect, expectSound, settled, signIn, test } from './otklik';

test.beforeEach(async ({ page }) => {
  await signIn(page);
  await page.goto('/explore');
  await settled(page);
});

test('a question is put together by clicking, and a link asks it again', async ({ page }) => {
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Waiting, median' });
  await expect(page).toHaveURL(/ask=operation:waiting_median/);
  await page.getByLabel('Divided by').selectOption({ label: 'Channel' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Waiting, median by channel');
  await expect(page.getByRole('region', { name: 'Waiting, median by channel', exact: true })).toBeVisible();
  await page.getByLabel('And by').selectOption({ label: 'Day of the week' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Waiting, median by channel and by day of the week');
  const table = page.getByRole('group', { name: 'Waiting, median' }).getByRole('table');
  await expect(table.getByRole('rowheader')).toHaveCount(7);
  await expectSound(page);
  const cell = table.getByRole('cell').getByRole('link').first();
  const shown = await cell.innerText();
  await page.reload();
  await settled(page);
  expect(await cell.innerText()).toBe(shown);
  await cell.click();
  await expect(page.getByRole('dialog').locator('li').first()).toBeVisible();
});

test('a part of a score over time, and what is shown as a file', async ({ page }) => {
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'NPS after a visit' });
  await page.getByLabel('As', { exact: true }).selectOption({ label: 'mean mark' });
  await page.getByLabel('Divided by').selectOption({ label: 'Month' });
  await expect(page).toHaveURL(/show=mean/);
  const panel = page.getByRole('region', { name: 'NPS after a visit, mean mark by month', exact: true });
  const lines = (await downloaded(page, panel, 'CSV')).toString('utf8').trim().split('\r\n');
  expect(lines[0]).toBe('Month,Value,Low,High,n,People');
  const means = lines.slice(1).map((line) => Number(line.split(',')[1]));
  expect(means.length).toBeGreaterThan(2);
  expect(means.every((mean) => mean > 0 && mean <= 10)).toBe(true);
});
