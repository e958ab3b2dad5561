// The page of one score: compared, taken apart, held against a target, taken along as a picture.
import { downloaded, expect, expectSound, settled, signIn, test } from './otklik';

test.beforeEach(async ({ page }) => {
  await signIn(page);
  await page.goto('/scores/nps_visit?by=channel');
  await settled(page);
});

test('a score is compared with what one chooses, and a link reproduces it', async ({ page }) => {
  const differences = page.getByRole('region', { name: 'NPS after a visit, difference by channel' });
  await expect(differences).toContainText('than in the 90 days before');
  for (const [option, address, words] of [
    ['the same weeks a year ago', /compare=same_period_last_year/, 'than in the same weeks a year ago'],
    ['all the others', /compare=rest/, 'than in all the others'],
    ['SMS', /compare=channel:sms/, 'than SMS'],
  ] as const) {
    await page.getByRole('button', { name: /^Compared with/ }).click();
    await page.getByRole('group', { name: 'Filter' }).getByRole('link', { name: option, exact: true }).click();
    await expect(page).toHaveURL(address);
    await expect(differences).toContainText(words);
  }
  await page.reload();
  await expect(page.getByRole('button', { name: 'Compared with SMS' })).toBeVisible();
  await expect(differences).toContainText('than SMS');
  await expectSound(page);
});

test('a change is taken apart into the mix and what happened within the parts', async ({ page }) => {
  const split = page.getByRole('region', { name: 'What the change consists of' });
  await expect(split).toContainText('channels');
  await page.getByRole('navigation', { name: 'Parts' }).getByRole('link', { name: 'Day of the week' }).click();
  await expect(page).toHaveURL(/split=weekday/);
  await expect(split).toContainText('days of the week');
  const rows = (await downloaded(page, split, 'CSV')).toString('utf8').trim().split('\r\n').slice(1);
  // The last columns are the difference, the ends of its interval and p.
  const [total, mix, within] = rows.map((row) => Number(row.split(',').at(-4)));
  expect(rows.length).toBe(3);
  expect((mix ?? NaN) + (within ?? NaN)).toBeCloseTo(total ?? NaN, 6);
  await page.goto('/scores/nps_visit?compare=rest');
  await settled(page);
  await expect(split).toBeHidden();
});

test('a target is set, judged with its certainty, and removed', async ({ page }) => {
  await page.getByRole('button', { name: 'Set a target' }).click();
  await page.getByLabel('Score, −100 to 100').fill('99');
  await page.getByLabel('To be reached by').fill('2027-12-31');
  await page.getByRole('button', { name: 'Keep' }).click();
  const target = page.getByRole('region', { name: /^Target/ });
  await expect(target).toContainText('The target of 99 is not reached');
  await expect(target).toContainText('to be reached by 31 December 2027');
  await expect(page.getByText('target 99').first()).toBeVisible();
  await expectSound(page);
  await page.getByRole('button', { name: 'Change the target' }).click();
  await page.getByLabel('Score, −100 to 100').fill('-99');
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(target).toContainText('The target of −99 is reached');
  await page.getByRole('button', { name: 'Change the target' }).click();
  await page.getByRole('button', { name: 'Remove the target' }).click();
  await expect(target).toBeHidden();
});

test('a chart is taken along as a drawing, an image and a workbook', async ({ page }) => {
  const panel = page.getByRole('region', { name: 'NPS after a visit by channel', exact: true });
  const drawing = (await downloaded(page, panel, 'SVG')).toString('utf8');
  expect(drawing).toContain('NPS after a visit by channel');
  expect(drawing).toContain('Last 90 days');
  expect(drawing).toContain('<circle');
  expect(drawing).not.toContain('Download');
  expect(drawing).not.toContain('var(--');
  const image = await downloaded(page, panel, 'PNG');
  expect(image.subarray(1, 4).toString()).toBe('PNG');
  const box = await panel.boundingBox();
  expect(image.readUInt32BE(16)).toBe(Math.ceil(box?.width ?? 0) * 2);
  const workbook = await downloaded(page, panel, 'XLSX');
  expect(workbook.subarray(0, 2).toString()).toBe('PK');
  expect(workbook.toString('utf8')).toContain('>Push</t>');
});
