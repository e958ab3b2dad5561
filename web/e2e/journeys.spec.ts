// The pages of journeys: the map, the funnel built by clicking, retention.
import type { Page } from '@playwright/test';
import { LANGUAGES, expect, expectSound, settled, signIn, test } from './otklik';

const opened = async (page: Page) => {
  const panel = page.getByRole('dialog');
  await expect(panel.locator('li').first()).toBeVisible();
  return panel;
};

const BUILT = '/journeys/funnel?step=role:order_placed&step=role:delivered';

test('a funnel is built by clicking, and its address gives the same one', async ({ page }) => {
  await signIn(page);
  // Long past, so that nobody's time runs out between the two readings.
  const [first, last] = [180, 60].map((days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10));
  await page.goto(`/journeys/funnel?period=${first}..${last}`);
  await settled(page);
  const steps = page.getByRole('region', { name: 'Steps of the funnel' });
  for (const [button, event] of [
    ['+ first step', 'order or receipt'],
    ['+ step', 'order received'],
  ] as const) {
    await steps.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('searchbox', { name: 'Find an event' }).fill(event);
    await steps.getByRole('button', { name: event, exact: true }).click();
  }
  await expect(page).toHaveURL(/step=role:order_placed&step=role:delivered/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('got through');
  const picture = page.getByRole('region', { name: 'Steps', exact: true });
  const figures = await picture.locator('ol').innerText();
  await page.reload();
  await settled(page);
  await expect(picture.locator('ol')).toHaveText(figures, { useInnerText: true });
});

test('steps change their order, and the window is chosen', async ({ page }) => {
  await signIn(page);
  await page.goto(BUILT);
  await settled(page);
  await page.getByRole('button', { name: 'One place up: order received' }).click();
  await expect(page).toHaveURL(/step=role:delivered&step=role:order_placed/);
  await page.getByLabel('Window from the first step').selectOption('86400');
  await expect(page).toHaveURL(/window=86400/);
  await page.getByLabel('Break down by').selectOption('channel');
  await expect(page.getByRole('heading', { name: 'Funnel by channel' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove the step: order received' }).click();
  await expect(page.getByText('Choose two steps or more')).toBeVisible();
});

test('what must not happen is left out, and the lost ones are shown', async ({ page }) => {
  await signIn(page);
  await page.goto(BUILT);
  await settled(page);
  await page.getByRole('button', { name: '+ what must not happen on the way' }).click();
  await page.getByRole('searchbox', { name: 'Find an event' }).fill('complaint');
  await page.getByRole('button', { name: 'complaint', exact: true }).click();
  await expect(page).toHaveURL(/without=0-1;role:complaint|without=0-1%3Brole:complaint/);
  await settled(page);
  await page.getByRole('link', { name: /lost/ }).first().click();
  await expect(await opened(page)).toContainText('lost after “order or receipt”');
});

test('a cell of retention opens its people, and the table says the same', async ({ page }) => {
  await signIn(page);
  await page.goto('/journeys/retention');
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('are back 4 weeks later');
  await page.locator('td.filled a').first().click();
  await expect(await opened(page)).toContainText('back 0 weeks later with “order or receipt”');
  await page.keyboard.press('Escape');
  const shown = await page.locator('td.filled').count();
  await page.getByRole('button', { name: /^Table.*Who comes back$/ }).click();
  await expect(page.locator('main tbody tr')).toHaveCount(shown);
});

test('the map is walked: pointing, people, zoom, stages and the list', async ({ page }) => {
  await signIn(page);
  await page.goto('/journeys');
  await settled(page);
  const canvas = page.getByRole('group', { name: /^Journey map: touchpoints by stages/ });
  const moved = () => canvas.locator('> g').getAttribute('transform');
  await canvas.locator('.node').first().hover();
  await expect(page.locator('.readout')).toContainText('were here');
  const before = await moved();
  await page.getByRole('button', { name: 'Nearer' }).click();
  expect(await moved()).not.toBe(before);
  await canvas.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('0');
  expect(await moved()).toBe(before);

  await canvas.locator('.node').first().click();
  await opened(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.getByRole('link', { name: 'Stages', exact: true }).click();
  await settled(page);
  const columns = await canvas.locator('.column').count();
  await expect(canvas.locator('.node')).toHaveCount(columns);
  await canvas.getByRole('link', { name: 'Show the touchpoints of the stage “purchase”' }).click();
  await expect(page).toHaveURL(/open=purchase/);
  await expect.poll(() => canvas.locator('.node').count()).toBeGreaterThan(columns);

  await page.getByRole('link', { name: 'List', exact: true }).click();
  await page.locator('main ul.edges a').first().click();
  await expect(await opened(page)).toContainText('→');
});

test('paths, whole ways and the lifecycle open their people', async ({ page }) => {
  await signIn(page);
  await page.goto('/journeys/paths?node=Picking+up&side=through');
  await settled(page);
  await expect(page.getByRole('region', { name: 'Here', exact: true })).toContainText('Picking up');
  await page.getByRole('region', { name: '1 step after' }).locator('li a').first().click();
  await expect(await opened(page)).toContainText('paths of “Picking up”');

  await page.goto('/journeys/variants');
  await settled(page);
  await page.locator('main ol li a').first().click();
  await opened(page);

  await page.goto('/journeys/lifecycle?step=month&period=last_365_days');
  await settled(page);
  await page.locator('main svg a').first().focus();
  await page.keyboard.press('Enter');
  await expect(await opened(page)).toContainText('order or receipt');
});

test('the map beside an earlier period says in words and signs what differs', async ({ page }) => {
  await signIn(page);
  await page.goto('/journeys');
  await settled(page);
  const canvas = page.getByRole('group', { name: /^Journey map: touchpoints by stages/ });
  await expect(canvas.getByText(/^By stage: /)).toBeVisible();
  await page.getByLabel('Compare with').selectOption('year');
  await settled(page);
  await expect(page).toHaveURL(/compare=year/);
  await expect(page.locator('.legend')).toContainText('touchpoints and arrows differ for certain');
  await expect(canvas.locator('.node .sign, .texts .sign').first()).toHaveText(/^[+−]/);
  await page.getByRole('link', { name: 'List', exact: true }).click();
  await expect(page.locator('main p.certain').first()).toHaveText(/^(higher|lower) by/);
});

for (const language of LANGUAGES) {
  test(`a small screen gets the map as a list in ${language}`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 900 });
    await signIn(page, language);
    await page.goto('/journeys');
    await settled(page);
    await expect(page.locator('main ul.edges li').first()).toBeVisible();
    await expectSound(page);
  });
}

const PAINS = {
  en: {
    map: 'Map',
    pains: 'Money at risk',
    ranked: 'Pain points by money at risk',
    moments: 'Moments of truth',
    part: 'Unit',
  },
  ru: {
    map: 'Карта',
    pains: 'Выручка под риском',
    ranked: 'Болевые точки по выручке под риском',
    moments: 'Моменты истины',
    part: 'Подразделение',
  },
};
for (const language of LANGUAGES) {
  const words = PAINS[language];
  test(`pain points are ranked, opened and told apart in ${language}`, async ({ page }) => {
    await signIn(page, language);
    await page.goto('/journeys');
    await settled(page);
    await page.getByRole('link', { name: words.pains, exact: true }).click();
    await settled(page);
    const ranked = page.getByRole('region', { name: words.ranked, exact: true });
    const first = ranked.locator('ol > li').first();
    const people = first.locator('a').first();
    const told = Number((await people.innerText()).replace(/\D.*$/s, ''));
    expect(told).toBeGreaterThan(0);
    await people.click();
    const panel = await opened(page);
    await expect(panel).toContainText(new RegExp(`(^|\\D)${told}(\\D|$)`));
    await page.keyboard.press('Escape');
    await expect(
      page.getByRole('region', { name: words.moments, exact: true }).locator('ol > li').first(),
    ).toBeVisible();
    await page.locator('select').first().selectOption({ label: words.part });
    await expect(page).toHaveURL(/by=unit/);
    await settled(page);
    await expect(ranked.locator('h3').first()).toContainText(' · ');
    await ranked.locator('ol > li a[href^="/customers/"]').first().click();
    await expect(page).toHaveURL(/\/customers\/\d+/);
  });
}
