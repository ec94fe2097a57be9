// What others write is text: scripts in the words of every service and of every user run nowhere, and no policy has to stop them.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.js';

test.describe.configure({ timeout: 120_000 });

const FILM = '1001';
const OTHER_FILM = '1005';
const SCRIPT = '"><img src=x onerror="struck=1"><script>struck=1</script>';

/** Opens a page and looks whether anything in it came alive. */
async function harmless(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('img[src="x"], svg[onload], [onerror], main script')).toHaveCount(0);
  expect(await page.evaluate(() => 'struck' in window), `${path} ran a script`).toBe(false);
}

test('scripts in what services and people write are never run', async ({ page, context, browser, nest }) => {
  for (const service of ['plex_tv', 'plex', 'overseerr', 'tmdb']) await nest.control('faults', { service, mode: 'scripts' });
  await nest.signIn(context, 'ann');
  const call = (path: string, form: Record<string, string>) => nest.post(context.request, path, form);
  const { id } = await call('media/request', { media_type: 'movie', tmdb_id: FILM });
  const declined = await call('media/request', { media_type: 'movie', tmdb_id: OTHER_FILM });
  await call('media/requests/comment', { id, text: SCRIPT });

  const desk = await browser.newContext({ baseURL: nest.url });
  await nest.signIn(desk, 'admin');
  const rule = (path: string, form: Record<string, string>) => nest.post(desk.request, path, form);
  await rule('admin/config/general', { site_name: SCRIPT });
  await rule('admin/config/requests', { reasons: SCRIPT });
  await rule('admin/users/create', { name: SCRIPT, role: 'user' });
  await rule('profile/keys/create', { name: SCRIPT, 'scopes[]': 'media:search', expires: 'never' });
  await rule('media/requests/decline', { id: declined.id, reason: SCRIPT });
  await rule('admin/services/test', { name: 'overseerr' });

  await page.goto('/search?q=light');
  await expect(page.locator('main'), 'it really arrives').toContainText('<img src=x');
  for (const path of ['/', '/search?q=light', '/discover', '/discover/trending', `/movie/${FILM}`, '/tv/2001', '/person/5001', '/requests',
    `/requests/${id}`, `/requests/${declined.id}`, '/notifications', '/profile', '/profile/devices', '/profile/keys', '/about']) {
    await harmless(page, path);
  }
  const admins = await desk.newPage();
  for (const path of ['/', '/admin/requests', '/admin/requests?status=declined', `/requests/${id}`, '/admin/users', '/admin/services',
    '/admin/services/plex', '/admin/settings', '/admin/audit', '/profile/keys', '/welcome']) {
    await harmless(admins, path);
  }
  await desk.close();
});
