// Files by the page: guessed, changed, checked, imported, and what was refused repaired.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { asPage, LANGUAGES, SCHEMES, SCREENSHOTS, WIDTHS, expect, expectSound, settled, test } from './otklik';
import type { Language } from './otklik';

const empty = process.env.OTKLIK_EMPTY_URL;
const LOGIN = { email: 'anna@example.org', password: 'a phrase of several words' };
const COMPANY = { company: 'Corner Café', time_zone: 'Europe/Moscow', name: 'Anna', language: 'en', ...LOGIN };

const ROWS = [
  'Дата;Клиент;Филиал;Оценка NPS;Комментарий;Цвет',
  '01.05.2025 10:00;k1;Арбат;10;Всё хорошо;синий',
  '13.05.2025 11:00;k2;Арбат;3;Долго ждали;красный',
  '14.05.2025 12:00;k3;Арбат;12;;синий',
  '32.05.2025 12:00;k4;Тверская;9;;синий',
  'Итого;;;4;;',
];

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const title = (page: Page) => page.getByRole('heading', { level: 1 });

async function enter(page: Page, server: string, language: Language) {
  const setup = await (await page.request.get(`${server}/api/v1/setup`)).json();
  if (!setup.done) await asPage(page, server, 'post', '/setup', COMPANY);
  expect((await asPage(page, server, 'post', '/session', LOGIN)).ok()).toBe(true);
  await asPage(page, server, 'patch', '/session', { language });
}

if (empty) {
  test.describe.serial('importing by the page', () => {
    test.use({ baseURL: empty, expectedStatuses: [401] });

    test('a guessed mapping is changed, checked, run, and what was refused is repaired', async ({ page }) => {
      await enter(page, empty, 'en');
      await page.goto('/');
      await page.getByRole('link', { name: 'Import', exact: true }).click();
      await settled(page);
      await page.locator('input[type=file]').setInputFiles(file('answers.csv', ROWS.join('\n')));
      await expect(title(page)).toHaveText('Import: answers.csv');
      await expect(page.getByText('separated by semicolons')).toBeVisible();
      await expect(page.getByLabel('What “Оценка NPS” becomes')).toHaveValue('score');
      await expect(page.getByLabel('What “Клиент” becomes')).toHaveValue('customer');
      await expect(page.getByLabel('Order in dates')).toHaveValue('day_first');

      await page.getByLabel('What “Цвет” becomes').selectOption('nothing');
      await settled(page);
      await expect(page.getByRole('table', { name: 'First events' })).toContainText('10: Всё хорошо');
      await expect(page.getByText('3 of the first rows are refused')).toBeVisible();
      await expectSound(page);

      await page.getByRole('button', { name: 'Check all rows' }).click();
      await expect(page.getByText('2 events from 5 rows; refused: 3.')).toBeVisible();
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await expect(page.getByRole('heading', { name: '2 new events were imported' })).toBeVisible();

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download the refused rows: answers.csv' }).click(),
      ]);
      const refused = readFileSync(await download.path(), 'utf8');
      expect(refused).toContain('32.05.2025 12:00,k4');
      const repaired = refused.replace('32.05', '31.05').replace(',12,', ',8,');
      await page.goto('/imports');
      await settled(page);
      await page.locator('input[type=file]').setInputFiles(file('answers.csv', repaired));
      await expect(title(page)).toHaveText('Import: answers.csv');
      await page.getByLabel('What “Цвет” becomes').selectOption('nothing');
      await settled(page);
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await expect(page.getByRole('heading', { name: '2 new events were imported' })).toBeVisible();
      await expect(page.getByText('Known before: 0. Refused: 1.')).toBeVisible();
    });

    test('what nobody can know is asked before anything is imported', async ({ page }) => {
      await enter(page, empty, 'en');
      await page.goto('/imports');
      await settled(page);
      const text = 'date,customer,amount\n01/02/2025,a,10\n03/04/2025,b,11\n';
      await page.locator('input[type=file]').setInputFiles(file('sales.csv', text));
      await expect(page.getByText('The dates can be read in two ways')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
      await page.getByLabel('Currency of amounts').fill('eur');
      await page.getByLabel('Currency of amounts').blur();
      await settled(page);
      await page.getByLabel('Order in dates').selectOption('month_first');
      await settled(page);
      await expect(page.getByRole('table', { name: 'First events' })).toContainText('€10.00');
      await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeEnabled();
    });

    test('files chosen together become one import that joins them', async ({ page }) => {
      await enter(page, empty, 'en');
      await page.goto('/imports');
      await settled(page);
      const orders = 'order_id,person_id,created_at\no1,p1,2025-05-01 10:00\no2,p2,2025-05-02 10:00\n';
      const people = 'person_id,email\np1,a@example.com\np2,b@example.com\n';
      await page.locator('input[type=file]').setInputFiles([file('orders.csv', orders), file('people.csv', people)]);
      await expect(title(page)).toHaveText('Import: orders.csv, people.csv');
      await expect(page.getByText('“person_id” finds a row of people')).toBeVisible();
      await expect(page.getByRole('table', { name: 'First events' })).toContainText('a@example.com');
    });

    test('earlier imports are listed', async ({ page }) => {
      await enter(page, empty, 'en');
      await page.goto('/imports');
      await settled(page);
      const list = page.getByRole('table', { name: 'Imports' });
      await expect(list.getByRole('row', { name: /answers\.csv/ }).first()).toContainText('done');
      await expect(list.getByRole('row', { name: /sales\.csv/ })).toContainText('in preparation');
    });

    for (const language of LANGUAGES) {
      for (const scheme of SCHEMES) {
        for (const width of WIDTHS) {
          test(`an import is sound in ${language}, ${scheme}, ${width} px`, async ({ page }) => {
            await page.emulateMedia({ colorScheme: scheme });
            await page.setViewportSize({ width, height: 900 });
            await enter(page, empty, language);
            await page.goto('/imports');
            await settled(page);
            await expectSound(page);
            const picture = `${SCREENSHOTS}imports-${language}-${scheme}-${width}`;
            await page.screenshot({ path: `${picture}.png`, fullPage: true });
            await page.locator('input[type=file]').setInputFiles(file('answers.csv', ROWS.join('\n')));
            await expect(title(page)).toHaveText(/answers\.csv/);
            await settled(page);
            await expectSound(page);
            await page.screenshot({ path: `${picture}-one.png`, fullPage: true });
          });
        }
      }
    }
  });
}
