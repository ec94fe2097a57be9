// Pages that stay true while they are looked at: what changes elsewhere shows without loading the page again, and without
// JavaScript to who loads it again.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.js';

const NORTHERN_LIGHT = 1001;
const LOW_SUN = 1005;

test('what is cancelled in one tab is cancelled in the other', async ({ page, context, nest, javaScriptEnabled }) => {
  await nest.signIn(context, 'ann');
  const { id } = await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: String(LOW_SUN) });
  await open(page, `/requests/${id}`, javaScriptEnabled);
  await expect(page.getByRole('button', { name: 'Cancel request' })).toBeVisible();

  const other = await context.newPage();
  await other.goto(`/requests/${id}`);
  await other.getByRole('button', { name: 'Cancel request' }).click();

  await expect(other.getByText('Cancelled').first()).toBeVisible();
  await again(page, javaScriptEnabled);
  await expect(page.getByText('Cancelled').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel request' })).toHaveCount(0);
  await expect(page.getByText('Cancelled by you')).toBeVisible();
  await stayed(page, javaScriptEnabled);
});

test('what Overseerr takes at last shows by itself', async ({ page, context, nest, javaScriptEnabled }) => {
  await nest.signIn(context, 'ann');
  await page.goto(`/movie/${NORTHERN_LIGHT}`);
  await nest.control('faults', { service: 'overseerr', mode: 'status', status: 503 });
  const { id } = await nest.post(context.request, 'media/request', {
    media_type: 'movie',
    tmdb_id: String(NORTHERN_LIGHT),
  });
  await open(page, `/requests/${id}`, javaScriptEnabled);
  await expect(page.getByText(/waiting for Overseerr/i).first()).toBeVisible();
  await nest.control('faults', { service: 'overseerr', mode: 'none' });
  const sent = page.getByText('Sent to Overseerr', { exact: true });
  if (javaScriptEnabled === false) {
    await expect(async () => {
      await page.reload();
      await expect(sent).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 45_000 });
  }
  await expect(sent).toBeVisible({ timeout: 45_000 });
  await stayed(page, javaScriptEnabled);
});

test('what is asked for elsewhere is in the list and on the home page', async ({ page, context, nest, javaScriptEnabled }) => {
  await nest.signIn(context, 'ann');
  await open(page, '/requests', javaScriptEnabled);
  const home = await context.newPage();
  await open(home, '/', javaScriptEnabled);
  await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: String(LOW_SUN) });
  for (const shown of [page, home]) {
    await again(shown, javaScriptEnabled);
    await expect(shown.getByRole('listitem').filter({ hasText: 'Low Sun' })).toBeVisible();
    await stayed(shown, javaScriptEnabled);
  }
});

test('the keyboard stays where it was when what is around it changes', async ({ page, context, nest, javaScriptEnabled }) => {
  await nest.signIn(context, 'ann');
  const { id } = await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: String(LOW_SUN) });
  await open(page, '/requests', javaScriptEnabled);
  const link = page.getByRole('link', { name: 'Low Sun' });
  await link.focus();
  await nest.post(context.request, 'media/requests/cancel', { id });
  await again(page, javaScriptEnabled);
  await expect(page.getByRole('listitem').filter({ hasText: 'Low Sun' })).toContainText('Cancelled');
  if (javaScriptEnabled !== false) await expect(link).toBeFocused();
  await stayed(page, javaScriptEnabled);
});

test('who signs out elsewhere is told nothing any more', async ({ page, context, nest, watch, javaScriptEnabled }) => {
  watch.expected(/401/);
  await nest.signIn(context, 'ann');
  await open(page, '/requests', javaScriptEnabled);
  if (javaScriptEnabled === false) {
    await nest.post(context.request, 'auth/logout');
    await page.reload();
    await expect(page).toHaveURL('/login?next=%2Frequests');
    return;
  }
  const refused = page.waitForResponse((response) => response.status() === 401);
  await nest.post(context.request, 'auth/logout');
  expect(new URL((await refused).url()).pathname).toBe('/events');
  await stayed(page, javaScriptEnabled);
});

test('the first notice shows in an inbox that was empty', async ({ page, context, browser, nest, javaScriptEnabled }) => {
  await nest.signIn(context, 'ann');
  const { id } = await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: String(LOW_SUN) });
  await open(page, '/notifications', javaScriptEnabled);
  await expect(page.getByRole('button', { name: 'Mark all as read' })).toHaveCount(0);
  const theirs = await browser.newContext({ baseURL: nest.url });
  await nest.signIn(theirs, 'admin');
  await nest.post(theirs.request, 'media/requests/approve', { id });
  await theirs.close();
  await again(page, javaScriptEnabled);
  await expect(page.getByRole('link', { name: 'Low Sun was approved' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mark all as read' })).toBeVisible();
  await stayed(page, javaScriptEnabled);
});

test('who decides sees what is asked for meanwhile, and loses neither ticks nor words', async ({ page, context, browser, nest, javaScriptEnabled }) => {
  const members = await browser.newContext({ baseURL: nest.url });
  await nest.signIn(members, 'ann');
  const ask = (film: number) => nest.post(members.request, 'media/request', { media_type: 'movie', tmdb_id: String(film) });
  await nest.signIn(context, 'admin');
  await open(page, '/admin/requests', javaScriptEnabled);
  const reason = page.getByLabel('Reason for declining');
  await expect(reason).toBeHidden();

  await ask(LOW_SUN);
  await again(page, javaScriptEnabled);
  const first = page.getByRole('checkbox', { name: 'Choose Low Sun' });
  await first.check();
  await reason.fill('There is no room for it.');

  await ask(NORTHERN_LIGHT);
  if (javaScriptEnabled !== false) {
    await expect(page.getByRole('checkbox', { name: 'Choose Northern Light' })).not.toBeChecked();
    await expect(first).toBeChecked();
    await expect(reason).toHaveValue('There is no room for it.');
    await expect(reason).toBeFocused();
  }
  await stayed(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByText('Low Sun was declined.')).toBeVisible();
  await members.close();
});

/** Opens a page and, where JavaScript runs, waits until it listens. */
async function open(page: Page, path: string, javaScript: boolean | undefined): Promise<void> {
  if (javaScript === false) return void (await page.goto(path));
  const listening = page.waitForResponse((response) => new URL(response.url()).pathname === '/events');
  await page.goto(path);
  expect((await listening).status()).toBe(200);
  await page.evaluate(() => {
    (window as unknown as { stayed: boolean }).stayed = true;
  });
}

/** What a person without JavaScript does to see what is new. */
async function again(page: Page, javaScript: boolean | undefined): Promise<void> {
  if (javaScript === false) await page.reload();
}

/** Where JavaScript runs, the page was not loaded again. */
async function stayed(page: Page, javaScript: boolean | undefined): Promise<void> {
  if (javaScript === false) return;
  expect(await page.evaluate(() => (window as unknown as { stayed?: boolean }).stayed)).toBe(true);
}
