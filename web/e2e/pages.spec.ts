// Every page in both languages, both schemes, narrow and wide: nothing sticks out, axe finds nothing, no errors; pictures for the eye.
import type { Page } from '@playwright/test';
import {
  type Language,
  LANGUAGES,
  SCHEMES,
  SCREENSHOTS,
  type Scheme,
  WIDTHS,
  expect,
  expectSound,
  settled,
  signIn,
  test,
} from './otklik';

// The page of an address that leads nowhere is one of them.
test.use({ expectedStatuses: [404] });

/** One test sees all pages, one after the other. */
const PATIENCE_MS = 300_000;

/** The pages by name: each opens itself. */
const PAGES: Record<string, (page: Page) => Promise<unknown>> = {
  overview: (page) => page.goto('/'),
  scores: async (page) => {
    const session = await (await page.request.get('/api/v1/session')).json();
    return page.goto(`/scores/${session.workspace.metrics[0].id}`);
  },
  operations: (page) => page.goto('/operations'),
  hurts: (page) => page.goto('/hurts'),
  promises: (page) => page.goto('/promises'),
  response: (page) => page.goto('/response'),
  explore: (page) => page.goto('/explore?by=channel&and=weekday'),
  sql: (page) => page.goto('/explore/sql?sql=SELECT * FROM units'),
  boards: (page) => page.goto('/boards'),
  customers: (page) => page.goto('/customers'),
  merges: (page) => page.goto('/customers/merges'),
  timeline: async (page) => {
    const found = await (await page.request.get('/api/v1/customers')).json();
    return page.goto(`/customers/${found.customers[0].customer}`);
  },
  feedback: (page) => page.goto('/feedback'),
  catalogue: (page) => page.goto('/catalogue'),
  units: (page) => page.goto('/units'),
  quality: (page) => page.goto('/quality'),
  privacy: (page) => page.goto('/privacy'),
  journeys: (page) => page.goto('/journeys'),
  funnel: (page) => page.goto('/journeys/funnel?step=role:order_placed&step=role:delivered&by=channel'),
  'funnel-empty': (page) => page.goto('/journeys/funnel'),
  retention: (page) => page.goto('/journeys/retention'),
  paths: (page) => page.goto('/journeys/paths'),
  variants: (page) => page.goto('/journeys/variants'),
  pains: (page) => page.goto('/journeys/pains'),
  lifecycle: (page) => page.goto('/journeys/lifecycle'),
  settings: (page) => page.goto('/settings'),
  account: (page) => page.goto('/settings/account'),
  users: (page) => page.goto('/settings/users'),
  keys: (page) => page.goto('/settings/keys'),
  audit: (page) => page.goto('/settings/audit'),
  join: (page) => page.goto('/join#0'),
  people: async (page) => {
    await page.goto('/');
    await settled(page);
    await page.locator('.figure .value a').first().click();
    await expect(page.getByRole('dialog').locator('li').first()).toBeVisible();
  },
  missing: (page) => page.goto('/no-such-page'),
};

async function look(page: Page, language: Language, scheme: Scheme, width: number) {
  test.setTimeout(PATIENCE_MS);
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: 900 });
  await signIn(page, language);
  for (const [name, open] of Object.entries(PAGES)) {
    await test.step(name, async () => {
      await open(page);
      await settled(page);
      await expectSound(page);
      await page.screenshot({
        path: `${SCREENSHOTS}${name}-${language}-${scheme}-${width}.png`,
        fullPage: name !== 'people',
      });
    });
  }
}

for (const language of LANGUAGES) {
  for (const scheme of SCHEMES) {
    for (const width of WIDTHS) {
      test(`pages are sound in ${language}, ${scheme}, ${width} px`, async ({ page }) => {
        await look(page, language, scheme, width);
      });
    }
  }
}

test('the first page loads at most 100 kB of scripts', async ({ page }) => {
  await signIn(page);
  let bytes = 0;
  page.on('response', async (response) => {
    if (!response.url().endsWith('.js')) return;
    const { responseBodySize } = await response.request().sizes();
    bytes += responseBodySize;
  });
  await page.goto('/');
  await settled(page);
  await page.waitForLoadState('networkidle');
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(100_000);
});

test('the overview shows itself for the README', async ({ page }) => {
  await signIn(page, 'en');
  await page.setViewportSize({ width: 1280, height: 1500 });
  await page.goto('/');
  await settled(page);
  const folder = process.env.OTKLIK_README_PICTURE ? '../docs/images/' : 'screenshots/';
  await page.screenshot({ path: `${folder}overview.png` });
});
