// A person's own data through the pages: a consent is recorded, an archive handed out, and then they are forgotten.
import { readFileSync } from 'node:fs';
import { expect, expectSound, settled, signIn, test } from './otklik';

type Hit = { customer: number; label: string; events: number };

test('a consent is recorded, the data are exported, and the person is erased with an act', async ({ page }) => {
  await signIn(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Personal data', exact: true }).click();
  await settled(page);
  const surveys = page.getByRole('article', { name: 'Survey invitations' });
  await surveys.getByRole('button', { name: 'Enter a text' }).click();
  await surveys.getByLabel('Text in Russian').fill('Пишите мне об опросах');
  await surveys.getByLabel('Text in English').fill('Write to me about surveys');
  await expectSound(page);
  await surveys.getByRole('button', { name: 'Put in force' }).click();
  await expect(surveys).toContainText('Version 1');
  await expect(surveys).toContainText('Write to me about surveys');

  const { customers } = (await (await page.request.get('/api/v1/customers')).json()) as { customers: Hit[] };
  const person = customers.filter((hit) => hit.events > 0).at(-1);
  if (!person) throw new Error('the demo has no customer');
  await page.goto(`/customers/${person.customer}`);
  await settled(page);
  await page.locator('summary', { hasText: 'Personal data' }).click();
  const consents = page.getByRole('region', { name: 'Consents' });
  await expect(consents).toContainText('not asked');
  await consents.getByLabel('How it was given').fill('paper form');
  await consents.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(consents).toContainText('Agreed on');
  await consents.locator('summary').click();
  await expect(consents.getByRole('table', { name: 'History' })).toContainText('paper form');
  await expectSound(page);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export the data' }).click(),
  ]);
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');

  await page.getByRole('button', { name: 'Erase the data…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(person.label);
  await dialog.getByLabel('Document').fill('request no. 15');
  await expectSound(page);
  await dialog.getByLabel('I understand that this cannot be undone').check();
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Act of erasure of personal data no.');
  const events = page.locator('dt', { hasText: /^Events$/ }).locator('xpath=following-sibling::dd[1]');
  await expect(events).toHaveText(person.events.toLocaleString('en-GB'), { timeout: 60_000 });
  await expect(page.getByText('request no. 15')).toBeVisible();
  await expectSound(page);

  const found = await (await page.request.get(`/api/v1/customers?search=${person.label}`)).json();
  expect((found.customers as Hit[]).some((hit) => hit.customer === person.customer)).toBe(false);
  await page.goto('/privacy');
  await settled(page);
  await expect(page.getByRole('table', { name: 'Acts of erasure' }).locator('tbody tr').first()).toContainText(
    'The person asked for it',
  );
});
