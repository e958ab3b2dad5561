import { asPage, LANGUAGES, SCHEMES, SCREENSHOTS, WIDTHS, expect, expectSound, settled, test } from './otklik';

const empty = process.env.OTKLIK_EMPTY_URL;
const LOGIN = { email: 'anna@example.org', password: 'a phrase of several words' };

if (empty) {
  test.describe.serial('a new installation', () => {
    test.use({ baseURL: empty, expectedStatuses: [401, 422] });

    for (const language of LANGUAGES) {
      for (const scheme of SCHEMES) {
        for (const width of WIDTHS) {
          test(`the set-up is sound in ${language}, ${scheme}, ${width} px`, async ({ page }) => {
            await page.emulateMedia({ colorScheme: scheme });
            await page.setViewportSize({ width, height: 900 });
            await page.addInitScript((choice) => localStorage.setItem('otklik-language', choice), language);
            await page.goto('/');
            await expect(page).toHaveURL(/\/setup$/);
            await settled(page);
            await expectSound(page);
            await page.screenshot({ path: `${SCREENSHOTS}setup-${language}-${scheme}-${width}.png`, fullPage: true });
          });
        }
      }
    }

    test('is set up on one page, then explains how to begin', async ({ page }) => {
      await page.addInitScript(() => localStorage.setItem('otklik-language', 'en'));
      await page.goto('/');
      await page.getByLabel('Company name').fill('Corner Café');
      await page.getByLabel('Time zone').selectOption('Europe/Moscow');
      await page.getByLabel('Name', { exact: true }).fill('Anna');
      await page.getByLabel('E-mail').fill(LOGIN.email);
      const password = page.getByLabel('Password', { exact: true });
      await password.fill('short');
      await expect(page.getByText('At least 12 characters: 5 of 12')).toBeVisible();
      await password.fill(LOGIN.password);
      await expect(page.getByText('At least 12 characters: done')).toBeVisible();
      await page.getByRole('button', { name: 'Start' }).click();
      await expect(page).toHaveURL(`${empty}/`);
      await expect(
        page.getByRole('heading', { name: 'The overview of customer experience will be here' }),
      ).toBeVisible();
      await expect(page.getByText('otklik import --mapping')).toBeVisible();
      await expectSound(page);
    });

    test('takes a first event by an API key and shows whose it is', async ({ page, request }) => {
      expect((await asPage(page, empty, 'post', '/session', LOGIN)).ok()).toBe(true);
      await page.goto('/settings/keys');
      await page.getByLabel('Name of the key').fill('Till');
      await page.getByRole('button', { name: 'Create a key' }).click();
      await expect(page.getByText('The key “Till” was created')).toBeVisible();
      const key = await page.locator('section[aria-labelledby="keys"] pre').first().innerText();
      const event = {
        id: '1',
        name: 'order_placed',
        source: 'till',
        time: new Date().toISOString(),
        customer: { email: 'boris@example.org' },
        order: 'o-1',
        amount: '450.00',
        currency: 'RUB',
      };
      const sent = await request.post(`${empty}/api/v1/events`, {
        headers: { Authorization: `Bearer ${key.trim()}` },
        data: { events: [event] },
      });
      expect(await sent.json()).toMatchObject({ accepted: 1 });
      await expect(async () => {
        await page.goto('/customers?search=boris@example.org');
        await page.getByRole('row').nth(1).getByRole('link').click({ timeout: 2000 });
      }).toPass();
      await expect(page).toHaveURL(/\/customers\/\d+$/);
      await expect(page.getByText('450.00')).toBeVisible();
      await expectSound(page);
    });

    test('places the first kind of events as it is suggested', async ({ page }) => {
      await asPage(page, empty, 'post', '/session', LOGIN);
      await page.goto('/catalogue');
      await expect(page.getByRole('heading', { level: 1 })).toContainText(
        '1 kind of events out of 1 waits for a place',
      );
      await expect(page.getByText('by the words: order')).toBeVisible();
      await page.getByRole('button', { name: 'Accept 1 suggestion' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Every event has its touchpoint (1 event).');
      await expect(page.getByRole('table').getByText('purchase · order or receipt')).toBeVisible();
      await expectSound(page);
    });

    test('takes the key back', async ({ page }) => {
      await asPage(page, empty, 'post', '/session', LOGIN);
      await page.goto('/settings/keys');
      await page.getByRole('button', { name: 'Delete the key “Till”' }).click();
      await page.getByRole('button', { name: 'Delete the key “Till”' }).click();
      await expect(page.getByRole('rowheader', { name: 'Till' })).toHaveCount(0);
    });
  });
}
