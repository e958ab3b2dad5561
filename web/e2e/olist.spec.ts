// The pages on real files: every number that the files' description names.
import { LANGUAGES, SCHEMES, SCREENSHOTS, WIDTHS, expect, expectSound, settled, signIn, test } from './otklik';

const olist = process.env.OTKLIK_OLIST_URL;

if (olist) {
  test.describe('imported real files', () => {
    test.use({ baseURL: olist });

    test('old data open with all time, and the satisfied are counted', async ({ page }) => {
      await signIn(page, 'en', olist);
      await page.goto('/');
      await settled(page);
      await expect(page.getByRole('button', { name: 'All time' })).toBeVisible();
      const card = page.locator('.figure').first();
      await expect(card).toContainText('55.2%');
      await expect(card).toContainText(/54\.1 to\s56\.[23]%/);
      await expect(card).toContainText('8,225');
    });

    test('the distribution counts every mark', async ({ page }) => {
      await signIn(page, 'en', olist);
      const session = await (await page.request.get(`${olist}/api/v1/session`)).json();
      await page.goto(`/scores/${session.workspace.metrics[0].id}`);
      await settled(page);
      await expect(page.locator('.marks')).toHaveText(/1.*2,638.*2.*382.*3.*667.*4.*1,184.*5.*3,354/s);
      await expect(page.locator('.legend')).toContainText('4,538');
      await expect(page.locator('main')).toContainText('3.27');
      await expect(page.locator('main')).toContainText('4,113');
      await page.goto(`/scores/${session.workspace.metrics[0].id}?by=delivery`);
      await settled(page);
      await page
        .locator('section.panel', { hasText: 'delivered late' })
        .getByRole('button', { name: /^Table/ })
        .click();
      const table = page.locator('section.panel table');
      await expect(table.getByRole('row', { name: /delivered in time/ })).toContainText('4,819');
      await expect(table.getByRole('row', { name: /delivered late/ })).toContainText('419');
    });

    test('the operations add up', async ({ page }) => {
      await signIn(page, 'en', olist);
      await page.goto('/operations');
      await settled(page);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/8,135 orders.*8,016 customers/);
      const main = page.locator('main');
      for (const text of ['73', '8,365', '415 orders', '343 orders', '4 September 2016', '17 October 2018']) {
        await expect(main).toContainText(text);
      }
      for (const [status, orders] of Object.entries({ delivered: '5,172', shipped: '1,107', cancelled: '625' })) {
        await expect(page.locator('section[aria-labelledby="statuses"]')).toContainText(`${status} ${orders}`);
      }
    });

    for (const language of LANGUAGES) {
      for (const scheme of SCHEMES) {
        for (const width of WIDTHS) {
          test(`the overview is sound in ${language}, ${scheme}, ${width} px`, async ({ page }) => {
            await page.emulateMedia({ colorScheme: scheme });
            await page.setViewportSize({ width, height: 900 });
            await signIn(page, language, olist);
            await page.goto('/');
            await settled(page);
            await expectSound(page);
            await page.screenshot({ path: `${SCREENSHOTS}olist-${language}-${scheme}-${width}.png`, fullPage: true });
          });
        }
      }
    }
  });
}
