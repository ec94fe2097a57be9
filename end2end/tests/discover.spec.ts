// Titles without searching: rows, lists, people; and TMDB where there is no Overseerr.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.js';

const LISTS = [
  ['Trending', 'trending'],
  ['Popular films', 'popular_movies'],
  ['Popular series', 'popular_tv'],
  ['Upcoming films', 'upcoming'],
] as const;

test.describe('with Overseerr', () => {
  test.beforeEach(async ({ context, nest }) => nest.signIn(context, 'ann'));

  test('search shows what there is to see before anybody types', async ({ page }) => {
    await page.goto('/search');
    for (const [name, list] of LISTS) {
      const titles = row(page, name);
      await expect(titles.getByRole('heading', { level: 3 }).first(), name).toBeVisible();
      await expect(titles.getByRole('link', { name: 'See all', exact: true })).toHaveAttribute('href', `/discover/${list}`);
    }
    await expect(row(page, 'Trending').getByRole('listitem').filter({ hasText: 'The Long Orbit' })).toContainText(/available/i);
    await expect(row(page, 'Popular series').getByText('Film', { exact: true })).toHaveCount(0);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  test('a row scrolls by itself and with the keyboard, and the page does not', async ({ page }) => {
    await page.goto('/discover');
    const titles = row(page, 'Trending');
    await titles.getByRole('heading', { level: 3 }).nth(12).getByRole('link').focus();
    const list = titles.getByRole('list').first();
    await expect.poll(() => list.evaluate((list) => list.scrollLeft)).toBeGreaterThan(100);
    expect(await page.evaluate(() => window.scrollX)).toBe(0);
  });

  test('with a mouse a press moves a row on by what is in sight', async ({ page, isMobile, javaScriptEnabled }) => {
    await page.goto('/discover');
    const titles = row(page, 'Trending');
    const list = titles.getByRole('list').first();
    const back = titles.getByRole('button', { name: 'Trending: back' });
    if (isMobile || javaScriptEnabled === false) {
      // Moved by touch, by keys or by its bar: there is more than is in sight, and no button that would do nothing.
      await expect(titles.getByRole('button', { name: /^Trending: / })).toHaveCount(0);
      expect(await list.evaluate((list) => list.scrollWidth - list.clientWidth)).toBeGreaterThan(300);
      return;
    }
    await expect(back).toHaveAttribute('aria-disabled', 'true');
    await titles.getByRole('button', { name: 'Trending: further' }).click();
    await expect.poll(() => list.evaluate((list) => list.scrollLeft)).toBeGreaterThan(300);
    await expect(back).not.toHaveAttribute('aria-disabled', 'true');
    await back.click();
    await expect.poll(() => list.evaluate((list) => list.scrollLeft)).toBeLessThan(2);
  });

  test('a film is asked for from its row, and the row knows', async ({ page, isMobile }) => {
    await page.goto('/search');
    const film = row(page, 'Popular films').getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Northern Light', exact: true }) });
    if (isMobile) {
      await film.getByRole('link', { name: 'Northern Light', exact: true }).click();
      await page.getByRole('button', { name: 'Request', exact: true }).click();
    } else {
      await film.hover();
      await film.getByRole('button', { name: 'Request Northern Light' }).click();
    }
    await expect(page).toHaveURL(/\/requests\//);
    await page.goto('/discover');
    await expect(film).toContainText(/pending|waiting/i);
    await expect(film.getByRole('button')).toHaveCount(0);
  });

  test('a list goes on page after page by links', async ({ page }) => {
    await page.goto('/search');
    await row(page, 'Popular films').getByRole('link', { name: 'See all', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Popular films' })).toBeVisible();
    const first = await titles(page);
    expect(first).toHaveLength(20);
    await page.getByRole('link', { name: /next/i }).click();
    await expect(page).toHaveURL('/discover/popular_movies?page=2');
    await expect.poll(() => titles(page)).not.toEqual(first);
    await page.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name: 'Popular series' }).click();
    await expect(page).toHaveURL('/discover/popular_tv');
    await page.goto('/discover/popular_tv?page=400');
    await expect(page.getByRole('main')).toContainText('There are not that many pages.');
    await page.getByRole('main').getByRole('link', { name: /first page/i }).click();
    await expect(page).toHaveURL('/discover/popular_tv');
  });

  test('the cast of a title leads to people, and they to their titles', async ({ page }) => {
    await page.goto('/movie/1001');
    await page.getByRole('region', { name: 'Cast' }).getByRole('link', { name: 'Mara Lindqvist' }).click();
    await expect(page).toHaveURL('/person/5001');
    await expect(page.getByRole('heading', { level: 1, name: 'Mara Lindqvist' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText(/Born \d+ \w{3} \d{4} in \w+/);
    await expect(page.getByRole('main')).toContainText('came to film by way of a travelling theatre');
    const acting = page.getByRole('region', { name: 'Acting' });
    const film = acting.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Northern Light', exact: true }) });
    await expect(film).toContainText(/as \w+/);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await film.getByRole('link', { name: 'Northern Light', exact: true }).click();
    await expect(page).toHaveURL('/movie/1001');
  });

  test('somebody without a picture who directs has a page, too', async ({ page }) => {
    await page.goto('/person/5088');
    await expect(page.getByRole('region', { name: 'Directing' }).getByRole('listitem').first()).toContainText('Director');
  });

  test('a row that fails says so, and the rest stays', async ({ page, nest }) => {
    await nest.control('faults', { service: 'overseerr', mode: 'status', status: 500, path: '/api/v1/discover/tv' });
    expect((await page.goto('/search'))?.status()).toBe(200);
    const lost = row(page, 'Popular series');
    await expect(lost).toContainText('Overseerr cannot do this now');
    await expect(lost.getByRole('listitem')).toHaveCount(0);
    await expect(row(page, 'Trending').getByRole('heading', { level: 3 }).first()).toBeVisible();
    await nest.control('faults', { service: 'overseerr', mode: 'none' });
    await lost.getByRole('link', { name: 'Try again' }).click();
    await expect(lost.getByRole('heading', { level: 3 }).first()).toBeVisible();
  });

  test('with Overseerr down it is said once, and what is known stays', async ({ page, nest }) => {
    await page.goto('/person/5001');
    await nest.control('faults', { service: 'overseerr', mode: 'down' });
    expect((await page.goto('/discover'))?.status()).toBe(200);
    await expect(page.getByRole('main').getByText('Overseerr is not reachable.')).toHaveCount(1);
    await page.goto('/person/5001');
    await expect(page.getByRole('heading', { level: 1, name: 'Mara Lindqvist' })).toBeVisible();
  });
});

test.describe('without Overseerr', () => {
  test.use({ configured: false });

  test('a key of TMDB opens search and lists, and a wish waits for the admin', async ({ page, context, nest }) => {
    await nest.signIn(context, 'admin');
    await page.goto('/search');
    await expect(page.getByRole('main')).toContainText('Searching is not set up yet');
    await page.getByRole('main').getByRole('link', { name: 'Connect one of them' }).click();
    const tmdb = page.getByRole('region', { name: 'TMDB', exact: true });
    const key = tmdb.getByLabel('API key or read access token');
    await expect(tmdb.getByLabel('Address')).toHaveCount(0);
    for (const [wrong, words] of [
      ['not a key', 'This is neither an API key of TMDB'],
      ['0123456789abcdef0123456789abcdef', 'TMDB answers 401'],
    ] as const) {
      await key.fill(wrong);
      await tmdb.getByRole('button', { name: 'Test', exact: true }).click();
      await expect(tmdb).toContainText(words);
    }
    await key.fill(nest.addresses.tmdbReadToken);
    await tmdb.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(tmdb).toContainText(/online/i);
    expect(await page.content()).not.toContain(nest.addresses.tmdbReadToken);

    await page.goto('/search');
    await expect(row(page, 'Upcoming films').getByRole('heading', { level: 3 }).first()).toBeVisible();
    await page.goto('/search?q=low+sun');
    await page.getByRole('link', { name: 'Low Sun', exact: true }).click();
    await page.getByRole('button', { name: 'Request', exact: true }).click();
    await expect(page).toHaveURL(/\/requests\//);
    await expect(page.getByRole('main')).toContainText('An admin looks at this by hand');
    expect(await nest.overseerrRequests().then((all) => all.filter((one) => one.media.tmdbId === 1005))).toEqual([]);
  });
});

/** A row of titles by its heading. */
function row(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

async function titles(page: Page): Promise<string[]> {
  return page.getByRole('main').getByRole('listitem').getByRole('heading', { level: 2 }).allInnerTexts();
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
