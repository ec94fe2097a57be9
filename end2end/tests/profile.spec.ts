// One's own account: staying signed in, the theme, and the devices.
import type { Page } from '@playwright/test';
import { PASSWORD } from '../support/nest.js';
import { expect, test } from '../support/test.js';

const STAY = 'Stay signed in on this device';

test('a device that stays signed in needs no password when its session is over', async ({ page, context, nest }) => {
  await nest.signIn(context, 'admin');
  await context.clearCookies();
  await signIn(page, true);
  await expect(page).toHaveURL(/\/$/);
  const kept = async () => (await context.cookies()).find(({ name }) => name.endsWith('mn_remember'));
  const first = await kept();
  expect(first?.httpOnly).toBe(true);
  await context.clearCookies({ name: 'mn_session' });
  await page.goto('/profile');
  await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
  expect((await kept())?.value).not.toBe(first?.value);
});

test('who does not tick it signs in again', async ({ page, context, nest, watch }) => {
  // The page that is open may ask for its live events just when the session has gone.
  watch.expected(/401.*\/events/);
  await nest.signIn(context, 'admin');
  await context.clearCookies();
  await signIn(page, false);
  await expect(page).toHaveURL(/\/$/);
  await context.clearCookies({ name: 'mn_session' });
  await page.goto('/profile');
  await expect(page).toHaveURL(/\/login/);
});

test('the theme is chosen on the profile, which the menu leads to', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/');
  await page.getByLabel('ann, account').click();
  await page.getByRole('link', { name: 'Profile' }).click();
  await expect(page).toHaveURL(/\/profile$/);
  await page.getByRole('radio', { name: 'High contrast' }).press('Space');
  await page.getByRole('main').getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/\/profile$/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
  await expect(page.getByRole('radio', { name: 'High contrast' })).toBeChecked();
});

test('times are told by the clock of the time zone that was chosen', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/profile');
  await page.getByLabel('Time zone').selectOption('Asia / Kathmandu');
  await page.getByRole('main').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Kathmandu');
  await page.goto('/profile/devices');
  const since = page.locator('time').last();
  const utc = new Date((await since.getAttribute('datetime')) ?? '');
  const there = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kathmandu', hour: '2-digit', minute: '2-digit' });
  await expect(since).toContainText(there.format(utc));
});

test('the picture of a Plex account stands in the menu', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/');
  const picture = page.getByLabel('ann, account').locator('img');
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  expect(new URL(await picture.evaluate((img: HTMLImageElement) => img.src)).origin).toBe(new URL(nest.url).origin);
});

test('another device is seen and signed out', async ({ page, context, nest, browser }) => {
  const other = await browser.newContext({ baseURL: nest.url, userAgent: 'Mozilla/5.0 (iPhone) Safari/604.1' });
  await nest.signIn(context, 'ann');
  await nest.signIn(other, 'ann');
  await page.goto('/profile/devices');
  const phone = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Safari on iPhone' }) });
  await expect(page.getByText('This device')).toHaveCount(1);
  await phone.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await expect(page.getByText('Signed out.')).toBeVisible();
  await expect(phone).toHaveCount(0);
  const there = await other.newPage();
  await there.goto('/requests');
  await expect(there).toHaveURL(/\/login/);
  await other.close();
});

test('signing out everywhere ends it here too', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/profile/devices');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/\/login$/);
});

test('the admin links a Plex account with the password, and unlinks it', async ({ page, context, nest }) => {
  await nest.signIn(context, 'admin');
  await page.goto('/profile');
  const plex = page.getByRole('region', { name: 'Plex account' });
  const password = plex.getByLabel('Your password');
  await password.fill('not the password');
  await plex.getByRole('button', { name: 'Link a Plex account' }).click();
  await expect(plex.getByText('This is not your current password.').first()).toBeVisible();
  await expect(password).toHaveValue('');
  await password.fill(PASSWORD);
  await plex.getByRole('button', { name: 'Link a Plex account' }).click();
  await expect(plex.locator('#code')).toBeVisible();
  const code = (await plex.locator('#code').innerText()).replace(/\s/g, '');
  await nest.typeCode(code, 'ann');
  await plex.getByRole('button', { name: 'Continue' }).click();
  await expect(plex.getByText('Your Plex account is linked.')).toBeVisible();

  await password.fill(PASSWORD);
  await plex.getByRole('button', { name: 'Unlink the Plex account' }).click();
  await expect(page.getByText('The Plex account was unlinked.')).toBeVisible();
  await expect(plex.getByRole('button', { name: 'Link a Plex account' })).toBeVisible();
  await page.goto('/notifications');
  await expect(page.getByRole('link', { name: 'Your Plex account was unlinked' })).toBeVisible();
});

test('the pages fit a narrow screen', async ({ page, context, nest }) => {
  await nest.signIn(context, 'admin');
  for (const path of ['/profile', '/profile/devices']) {
    await page.goto(path);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const wider = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      expect(wider, `${path} at ${width} px`).toBeLessThanOrEqual(0);
    }
  }
});

async function signIn(page: Page, stay: boolean): Promise<void> {
  await page.goto('/login');
  const form = page.locator('form[action="/api/auth/local"]');
  await form.getByLabel('User name').fill('admin');
  await form.getByLabel('Password').fill(PASSWORD);
  if (stay) await form.getByLabel(STAY).check();
  await form.getByRole('button', { name: 'Sign in', exact: true }).click();
}
