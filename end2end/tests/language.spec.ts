// Pages in the language of who reads them.
import { expect, test } from '../support/test.js';

test('a language is chosen on the profile, and spoken from there on', async ({ page, context, nest, javaScriptEnabled }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/profile');
  await page.getByLabel('Language').selectOption('Deutsch');
  await page.getByRole('main').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Profil' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByLabel('Sprache')).toHaveValue('de');
  await page.goto('/search?q=light');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ergebnisse');
  // What an island says.
  const more = page.getByRole('button', { name: 'Mehr laden' });
  if (javaScriptEnabled !== false && (await more.isVisible())) {
    await more.click();
    await expect(page.getByText(/Seite 2 von/)).toBeAttached();
  }
  await page.goto('/movie/1005');
  await page.getByRole('main').getByRole('button', { name: /anfragen/i }).first().click();
  await expect(page.getByText(/^(Offen|Wartet auf Overseerr)$/).first()).toBeVisible();
  await page.goto('/profile');
  await page.getByLabel('Sprache').selectOption('');
  await page.getByRole('main').getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
});

test.describe('in a browser that asks for German', () => {
  test.use({ locale: 'de-AT' });

  test('the first page is in German, and so is what it refuses', async ({ page }) => {
    await page.goto('/login');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await page.getByLabel('Benutzername').fill('niemand');
    await page.getByLabel('Passwort').fill('nicht das Passwort');
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('Benutzername oder Passwort ist falsch');
  });

  test('longer words fit on a narrow screen', async ({ page, context, nest }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width: 320, height: 640 });
    await nest.signIn(context, 'ann');
    const request = await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: '1005' });
    const paths = ['/', '/search?q=light', '/movie/1002', '/tv/2001', '/requests', `/requests/${request.id}`, '/notifications', '/profile', '/profile/devices', '/profile/keys', '/about'];
    for (const path of paths) await fits(path);
    await context.clearCookies();
    await nest.signIn(context, 'admin');
    const { items } = await (await context.request.get(`${nest.url}/api/admin/users`)).json().then(({ data }) => data);
    const admin = ['/admin/services', '/admin/services/plex', '/admin/users', `/admin/users/${items[0].id}`, '/admin/requests', '/admin/settings', '/admin/audit', '/welcome', '/password'];
    for (const path of admin) await fits(path);

    async function fits(path: string): Promise<void> {
      await page.goto(path);
      await expect(page.locator('html')).toHaveAttribute('lang', 'de');
      const { wide, there } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { wide: scrollWidth, there: clientWidth };
      });
      expect(wide, path).toBeLessThanOrEqual(there);
    }
  });
});
