// Forms that are sent without leaving the page, and the same forms without a script.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.js';

test('a wish that is refused is told where it was made, and what was chosen stays', async ({ page, context, nest, javaScriptEnabled }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/movie/1005');
  await mark(page, javaScriptEnabled);
  // Meanwhile the same film is asked for elsewhere.
  await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: '1005' });
  await page.getByRole('button', { name: 'Request', exact: true }).click();
  const summary = page.getByRole('alert').filter({ hasText: 'Your request was not made.' });
  await expect(summary).toBeVisible();
  await expect(summary).toBeFocused();
  await expect(page).toHaveURL('/movie/1005');
  expect(await marked(page)).toBe(javaScriptEnabled !== false);
});

test('seasons that were not chosen are not asked for', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/tv/2002');
  const boxes = page.getByRole('checkbox');
  for (const box of await boxes.all()) if (await box.isEnabled()) await box.uncheck();
  await page.locator('form').filter({ has: boxes.first() }).getByRole('button').last().click();
  await expect(page.getByRole('alert').filter({ hasText: /season/i }).first()).toBeVisible();
  expect(await nest.get(context.request, 'media/requests')).toMatchObject({ total: 0 });
});

test('what could not be sent is said, and can be sent again', async ({ page, context, nest, watch, javaScriptEnabled }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/movie/1005');
  if (javaScriptEnabled !== false) {
    await alive(page, true);
    watch.expected(/media\/request|ERR_/);
    await page.route('**/api/media/request', (route) => route.abort());
    await page.getByRole('button', { name: 'Request', exact: true }).click();
    await expect(page.getByText('MediaNest cannot be reached.')).toBeVisible();
    await page.unroute('**/api/media/request');
  }
  await page.getByRole('button', { name: 'Request', exact: true }).click();
  await expect(page).toHaveURL(/\/requests\//);
});

test('a service is tested and saved where one is, and a key that was not saved is not lost', async ({ page, context, nest, javaScriptEnabled }) => {
  await nest.signIn(context, 'admin');
  await page.goto('/admin/services');
  await mark(page, javaScriptEnabled);
  const overseerr = page.getByRole('region', { name: 'Overseerr', exact: true });
  const [address, key] = [overseerr.getByLabel('Address'), overseerr.getByLabel('API key')];
  await address.fill(nest.addresses.overseerrUrl);
  await key.fill(nest.addresses.overseerrApiKey);
  await overseerr.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(overseerr).toContainText('1.34.0');
  await expect(address).toHaveValue(nest.addresses.overseerrUrl);
  await expect(key).toHaveValue(javaScriptEnabled === false ? '' : nest.addresses.overseerrApiKey);
  await overseerr.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(overseerr).toContainText(/saved/i);
  await expect(key).toHaveValue('');
  expect(await marked(page)).toBe(javaScriptEnabled !== false);
});

test('what is being typed into one form is not touched by another one', async ({ page, context, nest, javaScriptEnabled }) => {
  await nest.signIn(context, 'admin');
  await page.goto('/admin/services');
  await alive(page, javaScriptEnabled);
  const [plex, overseerr] = ['Plex', 'Overseerr'].map((name) => page.getByRole('region', { name, exact: true })) as [Locator, Locator];
  const saved = await plex.getByLabel('Address').inputValue();
  await plex.getByLabel('Address').fill('http://192.0.2.1:32400');
  await overseerr.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(overseerr).toContainText('1.34.0');
  // A page that is loaded anew knows only what was sent.
  await expect(plex.getByLabel('Address')).toHaveValue(javaScriptEnabled === false ? saved : 'http://192.0.2.1:32400');
});

test('who was signed out meanwhile is sent to sign in, and comes back', async ({ page, context, nest, watch }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/movie/1005');
  watch.expected(/401/);
  await context.clearCookies({ name: 'mn_session' });
  await page.getByRole('button', { name: 'Request', exact: true }).click();
  await expect(page).toHaveURL('/login?next=%2Fmovie%2F1005');
});

/** A page that is loaded anew forgets this. Waits until what is alive on it is. */
async function mark(page: Page, javaScript: boolean | undefined): Promise<void> {
  await alive(page, javaScript);
  await page.evaluate(() => document.body.setAttribute('data-mark', ''));
}

async function marked(page: Page): Promise<boolean> {
  return page.evaluate(() => document.body.hasAttribute('data-mark'));
}

async function alive(page: Page, javaScript: boolean | undefined): Promise<void> {
  if (javaScript !== false) await page.locator('html[data-in-place="ready"]').waitFor();
}
