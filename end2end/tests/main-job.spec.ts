// Sign in, search, ask, and it reaches Overseerr as the person who asked.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.js';

const NORTHERN_LIGHT = 1001;
const LOW_SUN = 1005;
const NINTH_HOUR = 2001;
/** Ann's number in Overseerr; Dora's. */
const ANN = 2;
const DORA = 3;

test('a film is found, asked for, reaches Overseerr as its user, and is taken back', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/');
  await page.getByRole('searchbox', { name: 'Search films and series' }).first().fill('northern light');
  await page.getByRole('searchbox', { name: 'Search films and series' }).first().press('Enter');
  await expect(page).toHaveURL(/\/search\?q=northern(\+|%20)light/);
  await page.getByRole('link', { name: 'Northern Light', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Northern Light/ })).toBeVisible();

  await page.getByRole('button', { name: 'Request', exact: true }).click();
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]+$/);
  await expect(page.getByRole('heading', { level: 1, name: /Northern Light/ })).toBeVisible();
  await expect.poll(async () => (await nest.overseerrRequests()).map(({ media }) => media.tmdbId)).toContain(NORTHERN_LIGHT);

  const sent = (await nest.calls('overseerr')).filter(({ method, path }) => method === 'POST' && path.endsWith('/request'));
  expect(sent.map(({ apiUser }) => apiUser)).toEqual([String(ANN)]);
  expect(sent[0]?.body).toMatchObject({ mediaType: 'movie', mediaId: NORTHERN_LIGHT, is4k: false });
  expect(sent[0]?.body).not.toHaveProperty('userId');

  const detail = page.url();
  await reloadUntil(page, () => page.getByText('Sent to Overseerr', { exact: true }));
  await page.goto('/requests');
  await expect(page.getByRole('listitem').filter({ hasText: 'Northern Light' })).toContainText('Pending');

  await page.goto(detail);
  await page.getByRole('button', { name: /cancel/i }).first().click();
  await expect(page.getByText('Cancelled').first()).toBeVisible();
  await expect.poll(async () => (await nest.overseerrRequests()).map(({ media }) => media.tmdbId)).not.toContain(NORTHERN_LIGHT);
});

test('some seasons of a series are asked for, and only those', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto(`/tv/${NINTH_HOUR}`);
  await page.getByRole('checkbox', { name: 'Season 1' }).check();
  await page.getByRole('checkbox', { name: 'Season 3' }).check();
  await page.getByRole('button', { name: /^request/i }).last().click();
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]+$/);
  await expect(page.getByText(/1 and 3|1, 3/).first()).toBeVisible();
  const seasons = async () =>
    (await nest.overseerrRequests())
      .filter(({ media, requestedBy }) => media.tmdbId === NINTH_HOUR && requestedBy.id === ANN)
      .flatMap(({ seasons }) => seasons.map(({ seasonNumber }) => seasonNumber));
  await expect.poll(seasons).toEqual([1, 3]);

  await page.goto(`/tv/${NINTH_HOUR}`);
  await expect(page.getByRole('checkbox', { name: 'Season 1' })).toBeDisabled();
  await expect(page.getByRole('checkbox', { name: 'Season 2' })).toBeEnabled();
});

test('asking for a series without choosing a season says so and asks for nothing', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto(`/tv/${NINTH_HOUR}`);
  await page.getByRole('button', { name: /^(request|choose)/i }).last().click();
  await expect(page.getByRole('alert')).toContainText(/season/i);
  expect((await nest.overseerrRequests()).filter(({ media }) => media.tmdbId === NINTH_HOUR)).toEqual([]);
});

test('what is approved by itself is shown as approved', async ({ page, context, nest }) => {
  await nest.signIn(context, 'dora');
  await page.goto(`/movie/${LOW_SUN}`);
  await page.getByRole('button', { name: 'Request', exact: true }).click();
  await expect.poll(async () => (await nest.overseerrRequests()).find(({ media }) => media.tmdbId === LOW_SUN)?.requestedBy.id).toBe(DORA);
  await reloadUntil(page, () => page.getByText(/approved|processing/i).first());
});

test('asking again for what one has asked for leads to the request', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: String(LOW_SUN) });
  await page.goto(`/movie/${LOW_SUN}`);
  await expect(page.getByRole('button', { name: 'Request', exact: true })).toHaveCount(0);
  await page.getByRole('link', { name: 'View my request' }).click();
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]+$/);
});

test('a request made while Overseerr is down waits, says so, and arrives exactly once', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto(`/movie/${NORTHERN_LIGHT}`);
  await nest.control('faults', { service: 'overseerr', mode: 'status', status: 503 });
  await page.getByRole('button', { name: 'Request', exact: true }).click();
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]+$/);
  await reloadUntil(page, () => page.getByText(/waiting for Overseerr/i).first());
  await nest.control('faults', { service: 'overseerr', mode: 'none' });
  const arrived = async () => (await nest.overseerrRequests()).filter(({ media }) => media.tmdbId === NORTHERN_LIGHT).length;
  await expect.poll(arrived, { timeout: 45_000 }).toBe(1);
  await reloadUntil(page, () => page.getByText('Sent to Overseerr', { exact: true }));
});

test('a key that Overseerr no longer takes is not the fault of who searches', async ({ page, context, nest, watch }) => {
  await nest.signIn(context, 'ann');
  await nest.control('faults', { service: 'overseerr', mode: 'html' });
  watch.expected(/503/);
  await page.goto('/search?q=never+searched+before');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('main')).toContainText(/Overseerr/);
});

/** Opens the page again until it shows something: pages without live updates are read that way. */
async function reloadUntil(page: Page, what: () => Locator): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(what()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
}
