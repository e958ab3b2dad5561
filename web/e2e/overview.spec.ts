import { downloaded, expect, expectSound, settled, signIn, test } from './otklik';

test.beforeEach(async ({ page }) => {
  await signIn(page);
  await page.goto('/');
  await settled(page);
});

test('a card opens the people behind it; Escape closes and gives the focus back', async ({ page }) => {
  const value = page.locator('.figure .value a').first();
  await value.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog');
  await expect(panel.locator('li').first()).toBeVisible();
  await expect(page).toHaveURL(/[?&]people=/);
  await expectSound(page);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(page).not.toHaveURL(/people=/);
  await expect(value).toBeFocused();
});

test('the focus stays inside the panel', async ({ page }) => {
  await page.locator('.figure .value a').first().click();
  await expect(page.getByRole('dialog').locator('li').first()).toBeVisible();
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('Tab');
    const outside = await page.evaluate(
      () => document.activeElement !== document.body && !document.activeElement?.closest('dialog'),
    );
    expect(outside).toBe(false);
  }
});

test('a dot of a unit opens its people, and a person their timeline', async ({ page }) => {
  await page.locator('a.strip').first().click();
  const panel = page.getByRole('dialog');
  const person = panel.locator('li > a').first();
  await expect(person).toBeVisible();
  const name = await person.innerText();
  await person.click();
  await expect(page).toHaveURL(/\/customers\/\d+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
});

test('a point of the trend opens its people; arrow keys move between points', async ({ page }) => {
  const points = page.locator('.chart svg a');
  const count = await points.count();
  expect(count).toBeGreaterThan(2);
  await page.locator('.chart svg a[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await expect(points.nth(count - 2)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').locator('li').first()).toBeVisible();
});

test('a link reproduces the panel', async ({ page }) => {
  await page.locator('.figure .value a').nth(1).click();
  const panel = page.getByRole('dialog');
  await expect(panel.locator('li').first()).toBeVisible();
  const text = await panel.innerText();
  await page.goto(page.url());
  await expect(panel.locator('li').first()).toBeVisible();
  expect(await panel.innerText()).toBe(text);
});

test('the panel shows more people when one wants more', async ({ page }) => {
  await page.locator('.figure .value a').first().click();
  const people = page.getByRole('dialog').locator('li');
  await expect(people.first()).toBeVisible();
  const before = await people.count();
  await page.getByRole('dialog').getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => people.count()).toBeGreaterThan(before);
});

test('the filter lives in the address and reads as a sentence', async ({ page }) => {
  await page.getByRole('button', { name: 'Last 90 days' }).click();
  await page.getByRole('link', { name: 'Last 365 days' }).click();
  await expect(page).toHaveURL(/period=last_365_days/);
  await page.getByRole('button', { name: 'Whole company' }).click();
  const unit = page.locator('.box a').nth(1);
  const name = await unit.innerText();
  await unit.click();
  await expect(page).toHaveURL(/unit=/);
  await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
  await page.getByRole('button', { name: '+ condition' }).click();
  await page.getByRole('button', { name: 'Score', exact: true }).click();
  await page.getByRole('link', { name: 'promoters and satisfied' }).click();
  await expect(page).toHaveURL(/score=top/);
  await settled(page);
  await page.getByRole('link', { name: 'Remove the condition: promoters and satisfied' }).click();
  await expect(page).not.toHaveURL(/score=/);
});

test('an own period is set by two dates', async ({ page }) => {
  await page.getByRole('button', { name: 'Last 90 days' }).click();
  const last = await page.getByLabel('To', { exact: true }).inputValue();
  const first = new Date(Date.parse(last) - 20 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('From', { exact: true }).fill(first);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`period=${first}\\.\\.${last}`));
  await settled(page);
});

test('a period without events says when the latest was', async ({ page }) => {
  await page.goto('/?period=2001-01-01..2001-01-31');
  await expect(page.getByRole('heading', { name: 'No events in this period' })).toBeVisible();
  await expectSound(page);
  await page.getByRole('link', { name: 'Show all time' }).click();
  await expect(page.locator('.figure').first()).toBeVisible();
});

test('the method is a click away', async ({ page }) => {
  await page
    .getByRole('button', { name: /^How this was worked out/ })
    .first()
    .click();
  await expect(page.getByText('95% confidence interval')).toBeVisible();
  await expect(page.getByText('Worth as many independent records')).toBeVisible();
  await expectSound(page);
  await page.keyboard.press('Escape');
  await expect(page.getByText('95% confidence interval')).toBeHidden();
});

test('every chart has a table twin and a file', async ({ page }) => {
  const panels = page.locator('section.panel', { has: page.getByRole('button', { name: /^Table/ }) });
  const count = await panels.count();
  expect(count).toBeGreaterThan(1);
  for (let index = 0; index < count; index += 1) {
    const panel = panels.nth(0);
    await panel.getByRole('button', { name: /^Table/ }).click();
  }
  await expect(page.locator('section.panel table')).toHaveCount(count);
  await expectSound(page);
  const text = (await downloaded(page, page.getByRole('region', { name: /by week$/ }), 'CSV')).toString('utf8');
  expect(text.startsWith('\ufeffWeek,Value,Low,High,n,People')).toBe(true);
  expect(text.trim().split('\r\n').length).toBeGreaterThan(3);
});

test('the keyboard skips to the content', async ({ page }) => {
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});

test('language and colours are a choice that stays', async ({ page }) => {
  await page.getByRole('button', { name: 'ru', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Обзор' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  await page.getByRole('button', { name: 'Тёмное' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
  await page.reload();
  await expect(page.getByRole('link', { name: 'Обзор' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
  await page.getByRole('button', { name: 'en', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Overview' })).toBeVisible();
});

test('at 360 px the areas are behind a button', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  const areas = page.getByRole('navigation', { name: 'Areas' });
  await expect(areas).toBeHidden();
  await page.getByRole('button', { name: 'Menu' }).click();
  await expectSound(page);
  await areas.getByRole('link', { name: 'Settings' }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await expect(areas).toBeHidden();
});
