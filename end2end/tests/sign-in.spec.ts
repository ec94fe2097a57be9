// Who comes in, and how.
import type { Page } from '@playwright/test';
import { FIRST_PASSWORD, PASSWORD } from '../support/nest.js';
import { expect, test } from '../support/test.js';

test('a member of the server signs in with the four letters that are typed at Plex', async ({ page, nest, javaScriptEnabled }) => {
  await askForCode(page, javaScriptEnabled);
  const code = await shownCode(page);
  expect(code).toMatch(/^\w{4}$/);
  await expect(page.getByRole('link', { name: /^Open / })).toHaveAttribute('href', new RegExp(`^${nest.addresses.plexLinkUrl}`));
  await nest.typeCode(code, 'ann');
  if (!javaScriptEnabled) await continueUntil(page, () => new URL(page.url()).pathname !== '/login/plex');
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByLabel('ann, account')).toBeVisible();
});

test('pressing Continue too early says that Plex has not confirmed yet, and keeps the code', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled !== false, 'with JavaScript the page waits by itself');
  await askForCode(page, javaScriptEnabled);
  const code = await shownCode(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText(/has not confirmed the code/)).toBeVisible();
  expect(await shownCode(page)).toBe(code);
});

test('a code that has expired leads to a new one', async ({ page, nest, javaScriptEnabled }) => {
  await askForCode(page, javaScriptEnabled);
  await nest.control('plex/expire', { code: await shownCode(page) });
  if (!javaScriptEnabled) await continueUntil(page, () => new URL(page.url()).pathname === '/login');
  await expect(page.getByText(/no longer valid/i)).toBeVisible();
});

test('somebody with whom the server is not shared is told so', async ({ page, nest, javaScriptEnabled }) => {
  await askForCode(page, javaScriptEnabled);
  await nest.typeCode(await shownCode(page), 'carl');
  if (!javaScriptEnabled) await continueUntil(page, () => new URL(page.url()).pathname === '/login');
  await expect(page.locator('main')).toContainText(/not shared|no access|member|invite/i);
});

test('one tap signs in where JavaScript runs', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'needs JavaScript; the four letters do not');
  await page.goto('/login');
  // Before it is alive the button asks for a code.
  await page.waitForLoadState('networkidle');
  await page.getByRole('button', { name: 'Sign in with Plex' }).click();
  await page.getByRole('button', { name: 'Sign in as Ann Castellan' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test.describe('the admin of a new installation', () => {
  test.use({ configured: false });

  test('changes the first password before anything else and is led through the wizard', async ({ page }) => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/login/);
    await signInLocally(page, 'admin', FIRST_PASSWORD);
    await expect(page).toHaveURL(/\/password$/);
    await page.goto('/admin/services');
    await expect(page).toHaveURL(/\/password$/);
    await page.getByLabel('Current password').fill(FIRST_PASSWORD);
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Save password' }).click();
    await expect(page).toHaveURL(/\/welcome$/);
    await page.getByRole('link', { name: 'Skip this step' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Overseerr');
    await page.getByRole('link', { name: 'Skip this step' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('is ready');
    await page.getByRole('button', { name: /^Go to/ }).click();
    await expect(page).toHaveURL(/\/$/);
    await page.goto('/');
    await expect(page).toHaveURL(/\/$/);
  });

  test('is told what is wrong with a new password', async ({ page }) => {
    await page.goto('/login');
    await signInLocally(page, 'admin', FIRST_PASSWORD);
    await page.getByLabel('Current password').fill(FIRST_PASSWORD);
    await page.getByLabel('New password', { exact: true }).fill('passwordpassword');
    await page.getByRole('button', { name: 'Save password' }).click();
    await expect(page.getByText(/tried first/).first()).toBeVisible();
    await expect(page.getByLabel('New password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  });
});

test('a wrong password is refused without saying which was wrong, and the name stays', async ({ page }) => {
  await page.goto('/login?next=%2Fabout');
  await signInLocally(page, 'somebody & co', 'not the password');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('User name')).toHaveValue('somebody & co');
  await expect(page.getByLabel('Password')).toHaveValue('');
});

test('who was signed out on the way comes back to the page', async ({ page, context, nest, watch }) => {
  await nest.signIn(context, 'admin');
  await page.goto('/search?q=light');
  // Posters that were still on their way are refused.
  watch.expected(/401.*\/img\//);
  await context.clearCookies({ name: 'mn_session' });
  await page.goto('/search?q=light&media_type=movie');
  await expect(page).toHaveURL('/login?next=%2Fsearch%3Fq%3Dlight%26media_type%3Dmovie');
  await signInLocally(page, 'admin', PASSWORD);
  await expect(page).toHaveURL('/search?q=light&media_type=movie');
});

test('signing out ends it', async ({ page, context, nest }) => {
  await nest.signIn(context, 'ann');
  await page.goto('/');
  await page.getByLabel('ann, account').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await page.goto('/requests');
  await expect(page).toHaveURL(/\/login\?next=%2Frequests$/);
});

/** With JavaScript the button on the sign-in page goes to Plex at once; a code is there for who wants one. */
async function askForCode(page: Page, javaScript: boolean | undefined): Promise<void> {
  await page.goto(javaScript === false ? '/login' : '/login/plex');
  await page.getByRole('button', { name: javaScript === false ? 'Sign in with Plex' : 'Get a code' }).click();
  await expect(page).toHaveURL(/\/login\/plex$/);
  await expect(page.getByRole('heading', { name: 'Enter this code at Plex' })).toBeVisible();
}

/** The four letters on the page. */
async function shownCode(page: Page): Promise<string> {
  return (await page.locator('#code').innerText()).replace(/\s/g, '');
}

/** Without JavaScript a person presses Continue, reads the page, and presses again; Plex is asked once a second at most. */
async function continueUntil(page: Page, there: () => boolean): Promise<void> {
  for (let tries = 0; tries < 10 && !there(); tries += 1) {
    const answered = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Continue' }).click();
    await answered;
    if (!there()) await page.waitForTimeout(400);
  }
}

async function signInLocally(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
