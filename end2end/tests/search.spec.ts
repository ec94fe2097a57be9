// Finding titles: filters, odd titles, long lists.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.js';

test.beforeEach(async ({ context, nest }) => nest.signIn(context, 'ann'));

test('a search shows films and series, each with how far it is', async ({ page }) => {
  await page.goto('/search?q=the');
  await expect(page.getByRole('listitem').filter({ hasText: 'The Long Orbit' }).first()).toContainText(/available/i);
  await expect(page.getByRole('listitem').filter({ hasText: 'The Lamplighters' }).first()).toContainText('Series');
});

test('filters narrow the search and stay in the address', async ({ page }) => {
  const film = page.getByRole('link', { name: 'Paper Cities', exact: true });
  const series = page.getByRole('link', { name: 'Paper Cities: The Series', exact: true });
  const filters = page.getByRole('form', { name: 'Filters' });
  await page.goto('/search?q=paper+cities');
  await expect(film).toBeVisible();
  await expect(series).toBeVisible();
  await filters.getByRole('radio', { name: 'Series' }).check();
  await filters.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/type=tv/);
  await expect(film).toHaveCount(0);
  await expect(series).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await filters.getByLabel('Year').fill('2020');
  await filters.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/year=2020/);
  await expect(series).toHaveCount(0);
  await expect(film).toBeVisible();
});

test('a filter that cannot be is said, and changes nothing', async ({ page }) => {
  const answer = await page.goto('/search?q=light&year=soon');
  expect(answer?.status()).toBeLessThan(500);
  await expect(page.getByText(/whole number from/).first()).toBeVisible();
});

test('nothing found says what to do next', async ({ page }) => {
  await page.goto('/search?q=zzzzqqqq');
  await expect(page.locator('main')).toContainText('Nothing found for “zzzzqqqq”');
});

test('titles are text, whatever they contain', async ({ page }) => {
  await page.goto('/movie/1010');
  await expect(page.getByRole('heading', { level: 1 })).toContainText("<script>alert('MediaNest')</script>");
  for (const [words, title] of [
    ["ferryman's", "The Ferryman's Daughter"],
    ['光の島', '光の島'],
    ['salt & iron', 'Salt & Iron: 100% Proof'],
  ] as const) {
    await page.goto(`/search?q=${encodeURIComponent(words)}`);
    await expect(page.getByRole('link', { name: title, exact: true })).toBeVisible();
    await expect(page.getByRole('searchbox').first()).toHaveValue(words);
  }
});

test('titles without a poster, a date or a short name keep the page whole', async ({ page }) => {
  for (const id of [1008, 1009, 1011]) {
    await page.goto(`/movie/${id}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `/movie/${id} is not wider than the screen`).toBeLessThanOrEqual(0);
  }
});

test('without JavaScript the next page is a link', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled !== false, 'with JavaScript it loads by itself');
  await page.goto('/search?q=light');
  const first = await titles(page);
  await page.getByRole('link', { name: /next/i }).first().click();
  await expect(page).toHaveURL(/page=2/);
  expect(await titles(page)).not.toEqual(first);
});

test('with JavaScript more titles come by scrolling, and Back finds them and the place again', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'without it the next page is a link');
  await page.goto('/search?q=light');
  const first = (await titles(page)).length;
  await page.getByRole('link', { name: /next/i }).first().scrollIntoViewIfNeeded();
  await expect.poll(async () => (await titles(page)).length).toBeGreaterThan(first);
  const wanted = (await titles(page))[first + 2] ?? '';
  const link = page.getByRole('link', { name: wanted, exact: true }).last();
  await link.scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => window.scrollY);
  expect(place).toBeGreaterThan(200);
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(wanted);
  await page.goBack();
  await expect.poll(async () => (await titles(page)).length).toBeGreaterThan(first);
  await expect.poll(async () => Math.abs((await page.evaluate(() => window.scrollY)) - place)).toBeLessThan(300);
});

async function titles(page: Page): Promise<string[]> {
  return page.locator('main').getByRole('listitem').getByRole('heading').allInnerTexts();
}

test('people stand among what is found, lead to their page, and can be looked for alone', async ({ page }) => {
  const filters = page.getByRole('form', { name: 'Filters' });
  const mara = page.getByRole('link', { name: 'Mara Lindqvist', exact: true });
  await page.goto('/search?q=mara+lindqvist');
  await expect(page.getByRole('region', { name: 'People' })).toContainText('Mara Lindqvist');
  await filters.getByRole('radio', { name: 'Films' }).check();
  await filters.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/type=movie/);
  await expect(mara).toHaveCount(0);
  await filters.getByRole('radio', { name: 'People' }).check();
  await filters.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/type=person/);
  await mara.click();
  await expect(page).toHaveURL(/\/person\/5001$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Mara Lindqvist' })).toBeVisible();
});
