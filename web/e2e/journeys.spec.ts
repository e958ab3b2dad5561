// The pages of journeys: the map, the funnel built by clicking, retention.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { LANGUAGES, SCHEMES, downloaded, expect, expectSound, settled, signIn, test } from './otklik';

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
  await expect(canvas.locator('.sign').first()).toHaveText(/^[+−]/);
  await page.getByRole('link', { name: 'List', exact: true }).click();
  await expect(page.locator('main p.certain').first()).toHaveText(/^(higher|lower) by/);
});

test('two periods are drawn beside each other at the same places, each with its own people', async ({ page }) => {
  await signIn(page);
  await page.goto('/journeys?compare=before&beside=yes');
  await settled(page);
  const maps = page.getByRole('group', { name: /^Journey map: touchpoints by stages/ });
  await expect(maps).toHaveCount(2);
  const places = (place: number) =>
    maps
      .nth(place)
      .locator('.node .box')
      .evaluateAll((boxes) => boxes.map((box) => [box.getAttribute('x'), box.getAttribute('y')].join()));
  const [own, other] = [await places(0), await places(1)];
  expect(own.length).toBeGreaterThan(4);
  expect(other.filter((place) => own.includes(place)).length).toBeGreaterThan(own.length / 2);
  const before = page.getByRole('region', { name: 'The period before', exact: true });
  const name = (await before.locator('.node').first().getAttribute('aria-label')) ?? '';
  await before.locator('.node').first().click();
  await expect(await opened(page)).toContainText(name.split(':')[0] ?? '');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Difference', exact: true }).click();
  await expect(maps).toHaveCount(1);
});

for (const scheme of SCHEMES) {
  test(`the map is taken along as pictures and tables on a ${scheme} screen`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await signIn(page);
    await page.goto('/journeys');
    await settled(page);
    const panel = page.getByRole('region', { name: 'The map itself', exact: true });
    await expect(panel.locator('.mark').first()).toBeVisible();
    // Wherever the reader has moved it, the picture shows all of it.
    await page.getByRole('button', { name: 'Nearer' }).click();
    const drawing = (await downloaded(page, panel, 'SVG')).toString('utf8');
    for (const part of ['Journey map', 'Last 90 days', 'of all transitions', 'guests travel: ', 'rgb(31, 29, 26)']) {
      expect(drawing.includes(part), part).toBe(true);
    }
    expect(drawing.match(/translate\(|var\(--|class=|rgb\(240, 237, 232\)/)).toBeNull();
    const image = await downloaded(page, panel, 'PNG');
    expect(image.subarray(1, 4).toString()).toBe('PNG');
    expect(image.readUInt32BE(16)).toBeGreaterThan(1_600);
    const [edges, nodes] = [
      await downloaded(page, panel, 'CSV: Transitions'),
      await downloaded(page, panel, 'CSV: Touchpoints'),
    ];
    expect(edges.toString('utf8')).toContain('From,To,Times');
    expect(nodes.toString('utf8').split('\r\n')[0]).toContain('Complained after it');
    const workbook = (await downloaded(page, panel, 'XLSX')).toString('utf8');
    expect(workbook).toContain('name="Transitions"');
    expect(workbook).toContain('name="Touchpoints"');

    await page.evaluate(() => (window.print = () => {}));
    await panel.getByRole('button', { name: /^Download/ }).click();
    await panel.getByRole('button', { name: 'PDF', exact: true }).click();
    await expect(page.locator('.print-page svg').first()).toBeAttached();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    const [width = 0, height = 0] = (/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []).slice(1).map(Number);
    expect(width).toBeGreaterThan(height);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await expect(page.locator('.print-page')).toHaveCount(0);
  });
}

test('the events behind the map are taken along as a log with numbers for people', async ({ page }) => {
  await signIn(page);
  await page.goto('/journeys?period=last_30_days&open=');
  await settled(page);
  const panel = page.getByRole('region', { name: 'The map itself', exact: true });
  await panel.getByRole('button', { name: /^Download/ }).click();
  const download = page.waitForEvent('download');
  await panel.getByRole('link', { name: 'XES', exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('journeys.xes');
  const text = readFileSync(await file.path(), 'utf8');
  expect(text).toMatch(/<\/trace>\n<\/log>\n$/);
  expect(text).toContain('<string key="concept:name" value="purchase"/>');
  expect(text).not.toMatch(/@|\+7/);
});

test('complaints after a touchpoint and waits at it open their people', async ({ page }) => {
  await signIn(page);
  await page.goto('/journeys?look=list');
  await settled(page);
  for (const [figure, told] of [
    [/complained within 7 days after it/, 'complained within 7 days after'],
    [/^half waited/, 'waited at'],
  ] as const) {
    await page.locator('main').getByRole('link', { name: figure }).first().click();
    await expect(await opened(page)).toContainText(told);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('link', { name: 'Map', exact: true }).last().click();
  await page.locator('main svg tspan.wait').first().click();
  await opened(page);
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
