// Forms: what was wrong is said once, with the fields as they were, and an address never does it by itself.
import { expect, test } from '../support/test.js';

test('an address that carries a form error opens like any other', async ({ page }) => {
  await page.goto('/login?__path=%2Fapi%2Fauth%2Flocal&__err=PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByLabel('User name').fill('nobody');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
});

test('every page with an island survives such an address', async ({ page, context, nest }) => {
  await nest.signIn(context, 'admin');
  const error = '__path=%2Fapi%2Fmedia%2Frequest&__err=eyJjb2RlIjoiQ09ORkxJQ1QifQ';
  for (const path of ['/search?q=light', '/movie/1001?', '/tv/2001?', '/admin/services?', '/welcome?']) {
    await page.goto(`${path}&${error}`);
    await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
  }
});

test('what a form said is gone when the page is opened again', async ({ page }) => {
  await page.goto('/login');
  await page.getByLabel('User name').fill('nobody');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.goto('/login');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('the theme is chosen without JavaScript too, and nothing flashes before it', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/');
  await page.getByLabel('ann, account').click();
  await page.getByRole('button', { name: 'Light', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  expect(await (await context.request.get('/')).text()).toContain('data-theme="light"');
});

test('a page without anything alive loads no script', async ({ page, context, nest }) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (/\.(js|wasm)$/.test(new URL(request.url()).pathname)) scripts.push(request.url());
  });
  await page.goto('/about');
  await nest.signIn(context, 'ann');
  await page.goto('/about');
  await page.waitForLoadState('networkidle');
  expect(scripts).toEqual([]);
});
