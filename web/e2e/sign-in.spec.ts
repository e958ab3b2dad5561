import { LANGUAGES, SCHEMES, SCREENSHOTS, WIDTHS, credentials, expect, expectSound, settled, test } from './otklik';

test.use({ expectedStatuses: [401] });

test('a wrong password is told, the right one leads where one wanted to go', async ({ page }) => {
  const { email, password } = await credentials(page);
  await page.addInitScript(() => localStorage.setItem('otklik-language', 'en'));
  await page.goto('/customers?search=anna');
  await expect(page).toHaveURL(/\/sign-in\?to=/);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expectSound(page);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/customers\?search=anna$/);
});

test('the demo fills its login in, and signing out leads back', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.getByRole('button', { name: 'en', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.getByRole('button', { name: /Sign out|Выйти/ }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
});

for (const language of LANGUAGES) {
  for (const scheme of SCHEMES) {
    for (const width of WIDTHS) {
      test(`the sign-in is sound in ${language}, ${scheme}, ${width} px`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: scheme });
        await page.setViewportSize({ width, height: 900 });
        await page.addInitScript((choice) => localStorage.setItem('otklik-language', choice), language);
        await page.goto('/sign-in');
        await settled(page);
        await expectSound(page);
        await page.screenshot({ path: `${SCREENSHOTS}sign-in-${language}-${scheme}-${width}.png`, fullPage: true });
      });
    }
  }
}
