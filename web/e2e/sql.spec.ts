// Questions in SQL: rows, what is wrong with its place, all rows as files.
import { readFileSync } from 'node:fs';
import { expect, expectSound, settled, signIn, test } from './otklik';

test.use({ expectedStatuses: [422] });

const QUESTION =
  "SELECT channel, count(*) AS orders FROM events WHERE role = 'order_placed' GROUP BY channel ORDER BY 2";

test('a question is typed and run, its rows are a table and a file, and a link asks it again', async ({ page }) => {
  await signIn(page);
  await page.goto('/explore');
  await settled(page);
  await page.getByRole('navigation', { name: 'Explore' }).getByRole('link', { name: 'SQL' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questions in SQL');
  await expectSound(page);
  await page.getByLabel('Question in SQL').fill(QUESTION);
  await page.getByLabel('Question in SQL').press('Control+Enter');
  const rows = page.getByRole('region', { name: 'Rows' });
  await expect(rows.getByRole('columnheader')).toHaveText(['channel', 'orders']);
  const counted = await rows.getByRole('row').count();
  expect(counted).toBeGreaterThan(2);
  await expectSound(page);
  const download = page.waitForEvent('download');
  await rows.getByRole('button', { name: 'CSV' }).click();
  const text = readFileSync(await (await download).path())
    .toString('utf8')
    .trim();
  expect(text.split('\r\n')).toHaveLength(counted);
  await page.reload();
  await settled(page);
  await expect(rows.getByRole('row')).toHaveCount(counted);
});

for (const [language, label, run, said] of [
  ['en', 'Question in SQL', 'Run', 'Line 1, character 8'],
  ['ru', 'Вопрос на SQL', 'Выполнить', 'Строка 1, символ 8'],
] as const) {
  test(`what is wrong is told with its place, and nothing can be changed (${language})`, async ({ page }) => {
    await signIn(page, language);
    await page.goto('/explore/sql');
    await settled(page);
    await page.getByLabel(label).fill('SELECT chanel FROM events');
    await page.getByRole('button', { name: run, exact: true }).click();
    await expect(page.getByRole('alert')).toContainText(said);
    await expect(page.getByRole('alert')).toContainText('touchpoint_ru');
    await expectSound(page);
    await page.getByLabel(label).fill('DROP TABLE events');
    await page.getByRole('button', { name: run, exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('DROP');
    await page.locator('summary').filter({ hasText: 'orders' }).first().click();
    await expect(page.getByRole('cell').filter({ hasText: /UTC/ }).first()).toBeVisible();
  });
}
