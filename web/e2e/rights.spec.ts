// Inviting somebody, letting them in, taking them out again; a second factor; the log of it all.
import { createHmac } from 'node:crypto';
import { credentials, expect, expectSound, settled, signIn, test } from './otklik';

test.use({ expectedStatuses: [401, 403, 404, 409, 422] });

const PASSWORD = 'a phrase of several words';

/** The code of an authenticator app with this secret (RFC 6238). */
function codeOf(secret: string, time: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(time / 30_000)));
  const digest = createHmac('sha1', key).update(step).digest();
  const word = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(word % 1_000_000).padStart(6, '0');
}

test('somebody is invited, chooses a password, signs in with a second factor, and is removed', async ({
  page,
  browser,
}) => {
  const email = `boris-${Date.now()}@example.org`;
  await signIn(page);
  await page.goto('/settings/users');
  await settled(page);
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Name').fill('Boris');
  await page.getByLabel('Role').selectOption('analyst');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await expect(page.getByText('The link for Boris works once')).toBeVisible();
  await expectSound(page);
  const link = await page.locator('section[aria-labelledby="users"] pre').first().innerText();

  const elsewhere = await browser.newPage();
  await elsewhere.addInitScript(() => localStorage.setItem('otklik-language', 'en'));
  await elsewhere.goto(link);
  await elsewhere.getByLabel('New password').fill('qwerty123456');
  await elsewhere.getByRole('button', { name: 'Save the password' }).click();
  await expect(elsewhere.getByText('one of the first that others would try')).toBeVisible();
  await elsewhere.getByLabel('New password').fill(PASSWORD);
  await elsewhere.getByRole('button', { name: 'Save the password' }).click();
  await elsewhere.getByRole('link', { name: 'Sign in' }).click();
  await elsewhere.getByLabel('E-mail').fill(email);
  await elsewhere.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await elsewhere.getByRole('button', { name: 'Sign in' }).click();
  await expect(elsewhere).toHaveURL(/\/$/);

  await elsewhere.goto('/settings/account');
  await settled(elsewhere);
  await expect(elsewhere.getByText('this session')).toBeVisible();
  const factor = elsewhere.locator('section[aria-labelledby="second-factor"]');
  await factor.getByLabel('Password now').fill(PASSWORD);
  await factor.getByRole('button', { name: 'Set it up' }).click();
  await expect(factor.getByRole('img')).toBeVisible();
  await expectSound(elsewhere);
  const secret = (await factor.locator('pre').innerText()).trim();
  await factor.getByLabel('Code').fill(codeOf(secret, Date.now()));
  await factor.getByRole('button', { name: 'Turn it on' }).click();
  await expect(factor.getByText('Keep these recovery codes')).toBeVisible();
  const recovery = (await factor.locator('pre').innerText()).trim().split('\n');
  expect(recovery).toHaveLength(10);
  await elsewhere.context().clearCookies();
  await elsewhere.goto('/sign-in');
  await elsewhere.getByLabel('E-mail').fill(email);
  await elsewhere.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await elsewhere.getByRole('button', { name: 'Sign in' }).click();
  await elsewhere.getByLabel('Code').fill(recovery[0] ?? '');
  await elsewhere.getByRole('button', { name: 'Sign in' }).click();
  await expect(elsewhere).toHaveURL(/\/$/);

  await page.goto('/settings/users');
  await settled(page);
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toContainText('active, second factor');
  await row.getByRole('button', { name: 'Change Boris' }).click();
  await page.getByRole('button', { name: 'Remove Boris for good' }).click();
  await page.getByRole('button', { name: 'Remove Boris for good' }).click();
  await expect(row).toHaveCount(0);
  await elsewhere.goto('/');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.close();

  await page.goto(`/settings/audit?object=${encodeURIComponent(email)}`);
  await settled(page);
  for (const done of ['invited a user', 'chose a password by a link', 'set a second factor up', 'removed a user']) {
    await expect(page.getByRole('cell', { name: done, exact: true })).toBeVisible();
  }
  await expectSound(page);
});

test('the last administrator cannot be blocked, and says why', async ({ page }) => {
  const { email } = await credentials(page);
  await signIn(page);
  await page.goto('/settings/users');
  await settled(page);
  const row = page.getByRole('row').filter({ hasText: email });
  await row.getByRole('button', { name: /^Change / }).click();
  const block = page.getByRole('button', { name: /^Block / });
  await block.click();
  await block.click();
  await expect(page.getByRole('alert')).toContainText('last administrator');
});
