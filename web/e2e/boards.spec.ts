// Boards: a question is pinned, the board arranged by keys, shared, printed, and read by a colleague in their own scope.
import { type Page } from '@playwright/test';
import { asPage, expect, expectSound, settled, signIn, test } from './otklik';

test.use({ expectedStatuses: [404, 409] });

const SERVER = process.env.OTKLIK_URL ?? '';
const PASSWORD = 'a phrase of several words';

/** A manager of one shop, with a password; gives the shop's path. */
async function manager(page: Page, email: string, language: 'ru' | 'en'): Promise<string> {
  const session = await (await page.request.get('/api/v1/session')).json();
  const units: string[] = session.workspace.units.map(({ path }: { path: string }) => path);
  const unit = units.find((path) => path.includes('/')) ?? units[0] ?? '';
  const user = { email, name: 'Мария', role: 'manager', scope: { units: [unit] }, language };
  const made = await (await asPage(page, SERVER, 'post', '/users', user)).json();
  const { token } = made.invitation;
  const joined = await asPage(page, SERVER, 'post', '/invitation', { token, password: PASSWORD });
  expect(joined.ok(), await joined.text()).toBe(true);
  return unit;
}

for (const [language, words] of [
  [
    'en',
    {
      pin: /^Pin to a board/,
      fresh: 'Name of a new board for it',
      begin: 'Begin a board with it',
      arrange: 'Arrange',
      move: /^Move: .*place 1 of 2/,
      width: /^Width of/,
      text: 'Add a text',
      share: /All colleagues see it/,
      save: 'Save',
      remove: 'Remove the board',
    },
  ],
  [
    'ru',
    {
      pin: /^Закрепить на доске/,
      fresh: 'Название новой доски для него',
      begin: 'Начать с ним доску',
      arrange: 'Разложить',
      move: /^Переместить: .*место 1 из 2/,
      width: /^Ширина/,
      text: 'Добавить текст',
      share: /Видят все коллеги/,
      save: 'Сохранить',
      remove: 'Удалить доску',
    },
  ],
] as const) {
  test(`a question is pinned to a board that is arranged, shared and removed (${language})`, async ({
    page,
    browser,
  }) => {
    const name = `Утро ${language} ${Date.now()}`;
    await signIn(page, language);
    await page.goto('/explore?ask=response&by=channel');
    await settled(page);
    await page.getByRole('button', { name: words.pin }).click();
    await page.getByLabel(words.fresh).fill(name);
    await page.getByRole('button', { name: words.begin }).click();
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await settled(page);
    await expect(page.locator('[data-panel]')).toHaveCount(1);
    await expectSound(page);

    await page.getByRole('button', { name: words.arrange }).click();
    await page.getByRole('button', { name: words.text }).click();
    await page.locator('[data-panel] textarea').fill('Читать по утрам');
    await page.getByRole('button', { name: words.width }).first().press('ArrowRight');
    await expect(page.getByRole('button', { name: words.width }).first()).toContainText('3/4');
    await page.getByRole('button', { name: words.move }).press('ArrowRight');
    await expect(page.locator('[data-panel]').first().locator('textarea')).toHaveValue('Читать по утрам');
    await expectSound(page);
    await page.getByLabel(words.share).check();
    await page.getByRole('button', { name: words.save, exact: true }).click();
    await expect(page.locator('[data-panel]').first()).toContainText('Читать по утрам');
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('button', { name: words.arrange })).toBeHidden();
    await expect(page.locator('header')).toBeHidden();
    await page.emulateMedia({ media: 'screen' });

    const email = `maria-${language}-${Date.now()}@example.org`;
    const unit = await manager(page, email, language);
    const elsewhere = await browser.newPage();
    const signed = await asPage(elsewhere, SERVER, 'post', '/session', { email, password: PASSWORD });
    expect(signed.ok()).toBe(true);
    await elsewhere.goto(SERVER);
    await expect(elsewhere).toHaveURL(/\/today/);
    await settled(elsewhere);
    await expectSound(elsewhere);
    const asked = elsewhere.waitForResponse((response) => response.url().endsWith('/questions/response'));
    await elsewhere.goto(new URL(page.url()).pathname.replace(/^/, SERVER));
    expect(JSON.stringify(await (await asked).json())).not.toContain('"unit":null');
    await settled(elsewhere);
    await expect(elsewhere.getByRole('button', { name: words.arrange })).toBeHidden();
    const own = await (await asPage(elsewhere, SERVER, 'post', '/questions/response', { by: ['unit'] })).json();
    expect(own.rows.map(({ slice }: { slice: { unit: string } }) => slice.unit)).toEqual([unit]);
    await elsewhere.close();

    await page.getByRole('button', { name: words.arrange }).click();
    await page.getByRole('button', { name: new RegExp(`${words.remove}.*${name}`) }).click();
    await page.getByRole('button', { name: new RegExp(name) }).click();
    await expect(page).toHaveURL(/\/boards$/);
    await expect(page.getByRole('link', { name })).toHaveCount(0);
  });
}

test('a view is saved, opened again, shared and removed', async ({ page }) => {
  const name = `Kiosk ${Date.now()}`;
  await signIn(page);
  await page.goto('/explore?ask=response&by=channel&period=last_30_days');
  await settled(page);
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(`Saved as “${name}”`)).toBeVisible();
  await page.goto('/boards');
  await settled(page);
  const row = page.getByRole('row').filter({ hasText: name });
  await row.getByRole('button', { name: /^Share/ }).click();
  await expect(row).toContainText('shared with all');
  await expectSound(page);
  await page.getByRole('link', { name }).click();
  await expect(page).toHaveURL(/ask=response&by=channel&period=last_30_days/);
  await page.goBack();
  await row.getByRole('button', { name: /^Remove/ }).click();
  await row.getByRole('button', { name: /^Remove the view/ }).click();
  await expect(row).toHaveCount(0);
});
