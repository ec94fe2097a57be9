// Pages that stay true while they are looked at: what changes elsewhere shows without loading the page again.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.js';

const NORTHERN_LIGHT = 1001;
const LOW_SUN = 1005;

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without JavaScript one loads the page again');

test('what is cancelled in one tab is cancelled in the other', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  const { id } = await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: String(LOW_SUN) });
  await open(page, `/requests/${id}`);
  await expect(page.getByRole('button', { name: 'Cancel request' })).toBeVisible();

  const other = await context.newPage();
  await other.goto(`/requests/${id}`);
  await other.getByRole('button', { name: 'Cancel request' }).click();

  await expect(page.getByText('Cancelled').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel request' })).toHaveCount(0);
  await expect(page.getByText('Cancelled by you')).toBeVisible();
  await stayed(page);
});

test('what Overseerr takes at last shows by itself', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto(`/movie/${NORTHERN_LIGHT}`);
  await nest.control('faults', { service: 'overseerr', mode: 'status', status: 503 });
  const { id } = await nest.post(context.request, 'media/request', {
    media_type: 'movie',
    tmdb_id: String(NORTHERN_LIGHT),
  });
  await open(page, `/requests/${id}`);
  await expect(page.getByText(/waiting for Overseerr/i).first()).toBeVisible();
  await nest.control('faults', { service: 'overseerr', mode: 'none' });
  await expect(page.getByText('Sent to Overseerr', { exact: true })).toBeVisible({ timeout: 45_000 });
  await stayed(page);
});

test('what is asked for elsewhere is in the list and on the home page', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await open(page, '/requests');
  const home = await context.newPage();
  await open(home, '/');
  await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: String(LOW_SUN) });
  for (const shown of [page, home]) {
    await expect(shown.getByRole('listitem').filter({ hasText: 'Low Sun' })).toBeVisible();
    await stayed(shown);
  }
});

test('the keyboard stays where it was when what is around it changes', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  const { id } = await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: String(LOW_SUN) });
  await open(page, '/requests');
  const link = page.getByRole('link', { name: 'Low Sun' });
  await link.focus();
  await nest.post(context.request, 'media/requests/cancel', { id });
  await expect(page.getByRole('listitem').filter({ hasText: 'Low Sun' })).toContainText('Cancelled');
  await expect(link).toBeFocused();
  await stayed(page);
});

test('who signs out elsewhere is told nothing any more', async ({ page, context, nest, watch }) => {
  watch.expected(/401/);
  await nest.signIn(context, 'ann');
  await open(page, '/requests');
  const refused = page.waitForResponse((response) => response.status() === 401);
  await nest.post(context.request, 'auth/logout');
  expect(new URL((await refused).url()).pathname).toBe('/events');
  await stayed(page);
});

/** Opens a page and waits until it listens. */
async function open(page: Page, path: string): Promise<void> {
  const listening = page.waitForResponse((response) => new URL(response.url()).pathname === '/events');
  await page.goto(path);
  expect((await listening).status()).toBe(200);
  await page.evaluate(() => {
    (window as unknown as { stayed: boolean }).stayed = true;
  });
}

/** The page was not loaded again. */
async function stayed(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as unknown as { stayed?: boolean }).stayed)).toBe(true);
}
