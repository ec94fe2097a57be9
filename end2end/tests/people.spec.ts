// Accounts that an admin makes, and the keys that people give to programs.
import { PASSWORD } from '../support/nest.js';
import { expect, test } from '../support/test.js';

test('an admin creates a user, who signs in and has to change the password', async ({ page, context, nest, browser, javaScriptEnabled }) => {
  await nest.signIn(context, 'admin');
  await page.goto('/admin/users');
  const form = page.getByRole('region', { name: 'New user' });
  await form.getByLabel('User name').fill('lena');
  await form.getByRole('button', { name: 'Create user' }).click();
  await expect(page).toHaveURL(/\/admin\/users$/);
  const told = page.getByRole('status').filter({ hasText: 'The first password of lena' });
  const password = await told.locator('code').innerText();
  expect(password.length).toBeGreaterThan(19);
  await page.reload();
  await expect(page.getByText(password)).toHaveCount(0);

  const other = await browser.newContext({ baseURL: nest.url, javaScriptEnabled });
  const lena = await other.newPage();
  await lena.goto('/login');
  await lena.getByLabel('User name').fill('lena');
  await lena.getByLabel('Password').fill(password);
  await lena.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(lena).toHaveURL(/\/password$/);
  await lena.getByLabel('Current password').fill(password);
  await lena.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await lena.getByRole('button', { name: 'Save password' }).click();
  await expect(lena).toHaveURL(/\/$/);

  await page.getByRole('link', { name: 'Account of lena' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('lena');
  await page.getByLabel('Status').selectOption('disabled');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByLabel('Status')).toHaveValue('disabled');
  await lena.goto('/requests');
  await expect(lena).toHaveURL(/\/login/);
  await other.close();

  await page.getByRole('button', { name: 'Delete lena' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('What becomes of their requests').selectOption('delete');
  await page.getByRole('button', { name: 'Delete lena' }).click();
  await expect(page).toHaveURL(/\/admin\/users$/);
  await expect(page.getByRole('heading', { name: 'lena', exact: true })).toHaveCount(0);
  await page.goto('/admin/audit?action=user.delete');
  await expect(page.getByRole('listitem').filter({ hasText: 'Deleted an account' })).toHaveCount(1);
});

test('a key is shown once, works for what it may do, and is revoked', async ({ page, context, nest, request }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/profile/keys');
  await page.getByLabel('Name', { exact: true }).fill('living room');
  await page.getByLabel('Ask for titles and see your requests').check();
  await page.getByRole('button', { name: 'Make key' }).click();
  await expect(page).toHaveURL(/\/profile\/keys$/);
  const key = await page.getByLabel('The key', { exact: true }).inputValue();
  expect(key).toMatch(/^mn_[\w-]{43}$/);
  const ask = (path: string) => request.get(`${nest.url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask('/api/media/requests')).status()).toBe(200);
  expect((await ask('/api/media/search?query=light')).status()).toBe(403);
  expect((await ask('/api/profile/keys')).status()).toBe(403);
  await page.reload();
  await expect(page.getByText(key)).toHaveCount(0);
  await expect(page.getByRole('listitem').filter({ hasText: 'living room' })).toContainText('Used');
  await page.getByRole('button', { name: 'Revoke living room' }).click();
  await expect(page.getByText('No API keys')).toBeVisible();
  expect((await ask('/api/media/requests')).status()).toBe(401);
});

test('the pages fit a narrow screen', async ({ page, context, nest }) => {
  await nest.signIn(context, 'admin');
  await nest.post(context.request, 'profile/keys/create', { name: 'a key', 'scopes[]': 'media:search', expires: 'never' });
  const { items } = await (await context.request.get(`${nest.url}/api/admin/users`)).json().then(({ data }) => data);
  for (const path of ['/profile/keys', '/admin/users', `/admin/users/${items[0].id}`, '/admin/audit']) {
    await page.goto(path);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const wider = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      expect(wider, `${path} at ${width} px`).toBeLessThanOrEqual(0);
    }
  }
});
