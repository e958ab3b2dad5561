// Maps that people draw and write: the expected journey held against the real ones, notes by mouse and keys, lanes, names.
import type { Page } from '@playwright/test';
import { LANGUAGES, downloaded, expect, expectSound, settled, signIn, test } from './otklik';

const WORDS = {
  en: {
    expected: 'Expected',
    begin: 'What should the journey be like?',
    pick: (step: number, name: string) => `Step ${step}: ${name}`,
    steps: 'Step by step',
    ways: 'How journeys differ',
    inserted: 'What is done in between',
    fresh: '+ new map',
    name: 'Name',
    start: 'Begin the map',
    keep: /^Keep on the map/,
    kept: /^This is the expected journey of the map/,
    back: 'Map',
    write: /: write a note$/,
    text: 'Note',
    pin: 'Pin the note',
    goal: 'Goal: purchase',
    names: 'Own names of touchpoints',
    toBe: 'as it should be',
    takeOff: /^Take off the note/,
    remove: /^Remove the map/,
  },
  ru: {
    expected: 'Задуманный путь',
    begin: 'Каким должен быть путь?',
    pick: (step: number, name: string) => `Шаг ${step}: ${name}`,
    steps: 'Шаг за шагом',
    ways: 'Чем пути отличаются',
    inserted: 'Что делают между шагами',
    fresh: '+ новая карта',
    name: 'Название',
    start: 'Начать карту',
    keep: /^Сохранить на карте/,
    kept: /^Это задуманный путь карты/,
    back: 'Карта',
    write: /: написать заметку$/,
    text: 'Заметка',
    pin: 'Прикрепить заметку',
    goal: 'Цель: покупка',
    names: 'Свои названия точек контакта',
    toBe: 'как должно быть',
    takeOff: /^Снять заметку/,
    remove: /^Удалить карту/,
  },
} as const;

/** The touchpoints of the company that a test draws with: the names in both languages. */
async function touchpoints(page: Page): Promise<{ ru: string; en: string }[]> {
  const session = await (await page.request.get('/api/v1/session')).json();
  return session.workspace.touchpoints;
}

/** The transition that most people make, by the English names of its ends. */
async function busiest(page: Page): Promise<[string, string]> {
  const Origin = process.env.OTKLIK_URL ?? '';
  const data = { filter: { period: 'last_90_days' }, journeys: { collapse_repeats: true } };
  const map = await (await page.request.post('/api/v1/questions/transitions', { data, headers: { Origin } })).json();
  const edge = map.edges.find(({ from, to }: { from: number; to: number }) => from !== to);
  return [map.nodes[edge.from].node, map.nodes[edge.to].node];
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test(`an expected journey is drawn by clicking and held against the real ones (${language})`, async ({ page }) => {
    await signIn(page, language);
    const [from, to] = await busiest(page);
    const all = await touchpoints(page);
    const called = (en: string) => all.find((known) => known.en === en)?.[language] ?? en;
    await page.goto('/journeys');
    await settled(page);
    await page.getByRole('link', { name: words.expected, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.begin);
    await expectSound(page);
    await page.getByRole('button', { name: words.pick(1, called(from)), exact: true }).click();
    await page.getByRole('button', { name: words.pick(2, called(to)), exact: true }).click();
    await settled(page);
    await expect(page).toHaveURL(/step=.*step=/);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('%');
    const steps = page.getByRole('region', { name: words.steps, exact: true });
    await expect(steps.locator('ol > li')).toHaveCount(2);
    await expectSound(page);
    const csv = (await downloaded(page, steps, 'CSV')).toString();
    expect(csv.split('\n').length).toBeGreaterThan(4);
    await page.keyboard.press('Escape');
    const ways = page.getByRole('region', { name: words.ways, exact: true });
    const people = ways.locator('ol > li a').first();
    await people.click();
    await expect(page.getByRole('dialog').locator('li').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: words.inserted, exact: true })).toBeVisible();
    await page.setViewportSize({ width: 360, height: 900 });
    await expectSound(page);
  });

  test(`a map gets notes, lanes, names and an expected journey, and loses nothing (${language})`, async ({ page }) => {
    const name = `Утро ${language} ${Date.now()}`;
    await signIn(page, language);
    await page.goto('/journeys');
    await settled(page);
    await page.getByRole('button', { name: words.fresh, exact: true }).click();
    await page.getByLabel(words.name, { exact: true }).fill(name);
    await page.getByRole('button', { name: words.start, exact: true }).click();
    await expect(page).toHaveURL(/map=/);

    // By keys: the first place of the map, its note, and the way back to it.
    const marks = page.getByRole('button', { name: words.write });
    await marks.nth(3).focus();
    const place = (await marks.nth(3).getAttribute('aria-label')) ?? '';
    await page.keyboard.press('Enter');
    const field = page.getByLabel(words.text, { exact: true });
    await expect(field).toBeFocused();
    await field.fill('Здесь тесно по утрам');
    await page.getByRole('button', { name: words.pin, exact: true }).click();
    await expect(page.getByText('Здесь тесно по утрам')).toBeVisible();
    await expect(page.getByRole('button', { name: place, exact: true })).toHaveCount(0);
    // By the mouse: another one.
    await marks.nth(1).click();
    await field.fill('И здесь');
    await page.getByRole('button', { name: words.pin, exact: true }).click();
    await expect(page.getByText('И здесь', { exact: true })).toBeVisible();
    await expectSound(page);

    const kept = () => page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
    let saved = kept();
    await page.getByLabel(words.goal, { exact: true }).fill('Кофе без очереди');
    await page.keyboard.press('Tab');
    await saved;
    saved = kept();
    await page.getByText(words.names, { exact: true }).click();
    await page.locator('details input').first().fill('Окошко');
    await page.keyboard.press('Tab');
    await saved;
    await expect(page.locator('svg .name').filter({ hasText: 'Окошко' }).first()).toBeVisible();
    saved = kept();
    await page.getByLabel(words.toBe, { exact: true }).check();
    await saved;

    await page.reload();
    await settled(page);
    await expect(page.getByText('Здесь тесно по утрам')).toBeVisible();
    await expect(page.getByLabel(words.goal, { exact: true })).toHaveValue('Кофе без очереди');
    await expect(page.getByLabel(words.toBe, { exact: true })).toBeChecked();
    await page.setViewportSize({ width: 360, height: 900 });
    await expectSound(page);
    await page.setViewportSize({ width: 1280, height: 900 });

    await page.getByRole('link', { name: /(expected journey of this map|задуманный путь для этой карты)$/ }).click();
    await expect(page).toHaveURL(/\/journeys\/expected\?.*map=/);
    const [from, to] = await busiest(page);
    const all = await touchpoints(page);
    for (const [step, en] of [from, to].entries()) {
      const called = all.find((known) => known.en === en)?.[language] ?? en;
      await page.getByRole('button', { name: words.pick(step + 1, called), exact: true }).click();
    }
    saved = kept();
    await page.getByRole('button', { name: words.keep }).click();
    await saved;
    await expect(page.getByText(words.kept)).toBeVisible();

    await page.getByRole('link', { name: words.back, exact: true }).click();
    await page.goto(
      `/journeys?map=${(await (await page.request.get('/api/v1/maps')).json()).find((map: { name: string }) => map.name === name).id}`,
    );
    await settled(page);
    await page.getByRole('button', { name: words.takeOff }).first().click();
    await page.getByRole('button', { name: words.takeOff }).first().click();
    await expect(page.getByRole('button', { name: words.takeOff })).toHaveCount(1);
    await page.getByRole('button', { name: words.remove }).click();
    await page.getByRole('button', { name: words.remove }).click();
    await expect(page).not.toHaveURL(/map=/);
  });
}
