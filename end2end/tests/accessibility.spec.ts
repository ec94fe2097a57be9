// axe finds nothing on any page, in any theme, at both sizes.
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.js';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'axe is a script; the HTML is the same');
test.describe.configure({ timeout: 240_000 });
// Colours are judged as they stay, not as they fade in.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const SIGNED_OUT = ['/login', '/about', '/no/such/page'];
const SIGNED_IN = ['/', '/search', '/search?q=light', '/search?q=zzzzqqqq', '/discover', '/discover/trending', '/discover/upcoming', '/person/5001', '/movie/1001', '/movie/1002', '/tv/2001', '/tv/2002', '/requests', '/notifications', '/profile', '/profile/devices', '/profile/keys', '/about'];
const ADMIN = ['/admin/services', '/admin/services/plex', '/admin/users', '/admin/requests', '/admin/requests?status=declined', '/admin/settings', '/admin/audit', '/profile', '/profile/keys', '/notifications', '/welcome', '/password'];

test('pages before signing in', async ({ page, watch }) => {
  watch.expected(/404/);
  for (const path of SIGNED_OUT) await examine(page, path);
  await page.goto('/login');
  await page.getByLabel('User name').fill('nobody');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await findings(page, '/login with an error');
});

test('the page with the code to type at Plex', async ({ page, context, nest }) => {
  const pin = await nest.post(context.request, 'auth/plex/start');
  await page.goto('/login/plex');
  await expect(page.getByText(pin.code, { exact: true }).first()).toBeVisible();
  await findings(page, '/login/plex with a code');
});

/** What the user chose and, where that is the system's, what the system prefers. */
const LOOKS: { theme: string; scheme?: 'dark' | 'light' }[] = [
  { theme: 'dark' },
  { theme: 'light' },
  { theme: 'contrast' },
  { theme: 'system', scheme: 'dark' },
  { theme: 'system', scheme: 'light' },
];
/** Steps of the wizard after the first one. */
const STEPS = ['/welcome?step=overseerr', '/welcome?step=finish'];

for (const { theme, scheme } of LOOKS) {
  const look = scheme ? `${theme} that is ${scheme}` : theme;
  test.describe(look, () => {
    test.use(scheme ? { colorScheme: scheme } : {});

    test(`pages of a user, ${look}`, async ({ page, context, nest }) => {
      await nest.signIn(context, 'ann');
      await nest.post(context.request, 'profile/update', { theme });
      const request = await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: '1005' });
      // What the system prefers leads to the colours of dark or light: a few pages show that it does.
      const paths = scheme ? ['/', '/tv/2001'] : [...SIGNED_IN, '/dashboard'];
      for (const path of [...paths, `/requests/${request.id}`]) {
        await examine(page, path);
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      }
      await page.goto('/tv/2001');
      await page.getByRole('button', { name: /^(request|choose)/i }).last().click();
      await expect(page.getByRole('alert')).toContainText(/season/i);
      await findings(page, 'a request without seasons');
    });

    test(`pages of an admin, ${look}`, async ({ page, context, nest, watch }) => {
      watch.expected(/400/);
      await nest.signIn(context, 'admin');
      await nest.post(context.request, 'profile/update', { theme });
      await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: '1005' });
      const { items } = await (await context.request.get(`${nest.url}/api/admin/users`)).json().then(({ data }) => data);
      const paths = scheme ? ['/admin/services'] : [...ADMIN, `/admin/users/${items[0].id}`, ...STEPS];
      for (const path of paths) await examine(page, path);
      await page.goto('/admin/services');
      const address = page.getByLabel('Address').first();
      // The browser itself finds nothing wrong with this one.
      await address.fill('ftp://plex.lan');
      await page.getByRole('button', { name: 'Save', exact: true }).first().click();
      await expect(address).toHaveAttribute('aria-invalid', 'true');
      await findings(page, 'a service with a wrong address');
    });
  });
}

test('every page has a title of its own, one heading, a main landmark and a language', async ({ page, context, nest, watch }) => {
  watch.expected(/404/);
  await nest.signIn(context, 'admin');
  const seen = new Map<string, string>();
  for (const path of [...SIGNED_IN, ...ADMIN, '/no/such/page']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
    await expect(page.getByRole('main'), path).toHaveCount(1);
    await expect(page.locator('html'), path).toHaveAttribute('lang', 'en');
    const title = await page.title();
    expect(title, path).toMatch(/\S · MediaNest$/);
    const twin = seen.get(title);
    expect(!twin || twin.split('?')[0] === path.split('?')[0], `${path} and ${twin} have the same title`).toBe(true);
    seen.set(title, path);
  }
});

async function examine(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await findings(page, path);
}

async function findings(page: Page, what: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map(({ html }) => html).join('\n    ')}`);
  expect.soft(found, what).toEqual([]);
}
