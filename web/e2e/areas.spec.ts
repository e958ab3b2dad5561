// One walk through each of the other areas.
import { expect, settled, signIn, test } from './otklik';

test.beforeEach(async ({ page }) => {
  await signIn(page);
});

test('a card leads to its score in full, which can be sliced', async ({ page }) => {
  await page.goto('/');
  await settled(page);
  await page.locator('.figure .name a').first().click();
  await expect(page).toHaveURL(/\/scores\//);
  await settled(page);
  await expect(page.getByRole('heading', { name: 'How the answers are distributed' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Slice' }).getByRole('link', { name: 'Channel', exact: true }).click();
  await expect(page).toHaveURL(/by=channel/);
  await expect(page.getByRole('heading', { name: /visit by channel$/ })).toBeVisible();
  await page.getByRole('link', { name: 'By month' }).click();
  await expect(page.getByRole('heading', { name: /by month$/ })).toBeVisible();
  await page.locator('.bar a.bottom').click();
  const panel = page.getByRole('dialog');
  await expect(panel.locator('li').first()).toBeVisible();
  await expect(panel).toContainText('detractors and dissatisfied');
});

test('operations stand in groups and open their people', async ({ page }) => {
  await page.goto('/operations');
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('orders');
  for (const group of ['Orders', 'Service', 'Waiting']) {
    await expect(page.getByRole('heading', { name: group, exact: true })).toBeVisible();
  }
  await page.getByRole('navigation', { name: 'Slice' }).getByRole('link', { name: 'Month', exact: true }).click();
  await page.getByRole('link', { name: 'Waiting', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Waiting: by month' })).toBeVisible();
  await page.locator('table td a').first().click();
  await expect(page.getByRole('dialog').locator('li').first()).toBeVisible();
});

test('a figure of operations is seen over time, in slices and against what one chooses', async ({ page }) => {
  await page.goto('/operations');
  await settled(page);
  await page.locator('.figure .name a', { hasText: 'Time to resolution, median' }).click();
  await expect(page).toHaveURL(/figure=resolution_median/);
  await expect(page.getByRole('heading', { name: 'Time to resolution, median by week' })).toBeInViewport();
  await page.getByRole('navigation', { name: 'Slice' }).getByRole('link', { name: 'Day of the week' }).click();
  await expect(page.getByRole('region', { name: 'Time to resolution, median by day of the week' })).toBeVisible();
  await page.getByRole('button', { name: /^Compared with/ }).click();
  await page.getByRole('link', { name: 'all the others' }).click();
  await expect(page.getByRole('region', { name: /difference by day of the week$/ })).toContainText(
    'than in all the others',
  );
});

test('what hurts most is told on the overview, leads to its people and to a page of its own', async ({ page }) => {
  await page.goto('/');
  await settled(page);
  const panel = page.getByRole('region', { name: 'What hurts most' });
  await expect(panel).toContainText('most people');
  const first = panel.locator('ol a').first();
  const people = /[\d,]+/.exec(await first.innerText())?.[0] ?? 'nobody';
  await first.click();
  await expect(page.getByRole('dialog').locator('li').first()).toBeVisible();
  await expect(page.getByRole('dialog')).toContainText('Waited 10 min or longer');
  await expect(page.getByRole('dialog')).toContainText(`${people} people`);
  await page.keyboard.press('Escape');
  await panel.getByRole('link', { name: 'All that hurts' }).click();
  await expect(page).toHaveURL(/\/hurts/);
  await page.getByRole('link', { name: 'Wait from 30 min' }).click();
  await expect(page).toHaveURL(/wait=1800/);
  await page.getByRole('navigation', { name: 'Slice' }).getByRole('link', { name: 'Hour' }).click();
  await expect(page.getByRole('heading', { name: 'What hurts most by hour' })).toBeVisible();
});

test('promises are held against what came of them, with what it costs', async ({ page }) => {
  await page.goto('/promises?period=all_time&metric=nps_visit');
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('of deliveries come later than promised');
  await expect(page.getByText('does not prove that being late is its reason')).toBeVisible();
  await page.getByRole('link', { name: 'CSAT by touchpoint', exact: true }).last().click();
  await expect(page).toHaveURL(/metric=csat/);
  await page.locator('a.strip').first().click();
  await expect(page.getByRole('dialog').locator('li').first()).toBeVisible();
});

test('those who did not answer can be seen', async ({ page }) => {
  await page.goto('/response');
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('of those asked have answered');
  await page.locator('.figure', { hasText: 'Have not answered' }).locator('.value a').click();
  const panel = page.getByRole('dialog');
  await expect(panel.locator('li').first()).toBeVisible();
  await expect(panel).toContainText('Asked, did not answer');
});

test('a customer is found by an identifier, and the timeline goes back page by page', async ({ page }) => {
  const found = await (await page.request.get('/api/v1/customers')).json();
  const wanted = found.customers.find((hit: { events: number }) => hit.events > 50) ?? found.customers[0];
  await page.goto('/customers');
  await settled(page);
  await page.getByRole('searchbox', { name: 'Find' }).fill(wanted.identifiers[0].value);
  await expect(page).toHaveURL(/search=/);
  await page.getByRole('link', { name: wanted.label, exact: true }).first().click();
  await expect(page).toHaveURL(/\/customers\/\d+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(wanted.label);
  const events = page.locator('main ol li');
  await expect(events.first()).toBeVisible();
  const before = await events.count();
  const more = page.getByRole('button', { name: 'Show more' });
  if (await more.isVisible()) {
    await more.click();
    await expect.poll(() => events.count()).toBeGreaterThan(before);
  }
  await events.first().locator('summary').click();
  await expect(events.first().locator('dl')).toBeVisible();
});

test('a timeline is narrowed to one channel', async ({ page }) => {
  const found = await (await page.request.get('/api/v1/customers')).json();
  await page.goto(`/customers/${found.customers[0].customer}`);
  await settled(page);
  const channels = page.getByRole('navigation', { name: 'Channel' });
  if ((await channels.count()) > 0) {
    await channels.getByRole('link').nth(1).click();
    await expect(page).toHaveURL(/channel=/);
    await expect(page.locator('main ol li').first()).toBeVisible();
  }
});

test('nobody found says how the search works', async ({ page }) => {
  await page.goto('/customers?search=nobody-has-this-name');
  await expect(page.getByText('Nobody was found.')).toBeVisible();
});

test("critics' comments are marked as read and stay so", async ({ page }) => {
  await page.goto('/feedback?period=last_365_days');
  await settled(page);
  const articles = page.locator('article');
  await expect(articles.first()).toBeVisible();
  const count = page.getByText(/^[\d,]+ comments?$/);
  const before = Number((await count.innerText()).replace(/\D/g, ''));
  const first = await articles.first().innerText();
  await articles.first().getByRole('button', { name: 'Mark as read' }).click();
  await expect(articles.first()).toContainText('✓ read');
  await page.reload();
  await expect.poll(async () => Number((await count.innerText()).replace(/\D/g, ''))).toBe(before - 1);
  await page.getByRole('link', { name: 'All', exact: true }).click();
  const same = articles.filter({ hasText: '✓ read' }).filter({ hasText: first.split('\n')[0] ?? '' });
  await expect(same.first()).toBeVisible();
});

test('settings tell the company facts and how to send an event', async ({ page }) => {
  await page.goto('/settings');
  await settled(page);
  await expect(page.getByText('Time zone')).toBeVisible();
  await expect(page.getByText(/events?,\s.*\sto\s/)).toBeVisible();
  await page.getByRole('link', { name: 'API keys' }).click();
  await expect(page.getByText(/curl .*\/api\/v1\/events/)).toBeVisible();
});

test('an address that leads nowhere says so', async ({ page }) => {
  await page.goto('/scores/no-such-metric');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});
