// The admin's own Plex server is found through the admin's Plex account: in the wizard, and later under Services.
import type { Page } from '@playwright/test';
import { FIRST_PASSWORD, PASSWORD } from '../support/nest.js';
import { expect, test } from '../support/test.js';

const FIND = 'Find my server with Plex';

test.describe('a new installation', () => {
  test.use({ configured: false });

  test('the wizard finds the server, and everybody can sign in with Plex afterwards', async ({ page, context, nest, javaScriptEnabled }) => {
    await page.goto('/');
    await page.getByLabel('User name').fill('admin');
    await page.getByLabel('Password').fill(FIRST_PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('Current password').fill(FIRST_PASSWORD);
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Save password' }).click();
    await expect(page).toHaveURL(/\/welcome$/);
    await page.getByRole('button', { name: FIND }).click();
    const code = await shownCode(page);
    expect(page.url()).not.toContain(code);
    if (!javaScriptEnabled) {
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.getByText('Plex has not confirmed the code yet.')).toBeVisible();
    }
    await nest.typeCode(code, 'ben');
    await untilFound(page, javaScriptEnabled);

    const near = page.getByRole('radio', { name: nest.addresses.plexUrl }).first();
    await expect(near).toBeChecked();
    await expect(page.getByText(/answers in \d+ ms/).first()).toBeVisible();
    const refused = page.getByRole('radio', { name: /connection was refused/ }).first();
    await expect(refused).toBeDisabled();
    await expect(page.getByRole('radio', { name: /169\.254\.169\.254.*not tried/s })).toBeDisabled();
    await expect(page.getByRole('group', { name: 'Attic' })).toContainText('another Plex server answers here');
    await expect(page.getByText('Riverside')).toHaveCount(0);
    await expect(page.getByText('Servers that are only shared with this account are not listed: 1.')).toBeVisible();
    expect(await page.content()).not.toContain(nest.addresses.adminPlexToken);

    await page.getByRole('button', { name: 'Use this server' }).click();
    await expect(page).toHaveURL(/\/welcome\?step=overseerr$/);
    await expect(page.getByText('Connected to the server “Lantern House”.')).toBeVisible();
    await context.clearCookies();
    await page.goto('/login');
    await expect(page.getByRole('button', { name: 'Sign in with Plex' })).toBeVisible();
  });

  test('who owns no server is told so and can use another account or type the address', async ({ page, context, nest, javaScriptEnabled }) => {
    await nest.signIn(context, 'admin');
    await page.goto('/welcome');
    await page.getByRole('button', { name: FIND }).click();
    await nest.typeCode(await shownCode(page), 'ann');
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('This Plex account owns no server.')).toBeVisible();
    await page.getByRole('button', { name: 'Use another account' }).click();
    await shownCode(page);
    await page.getByRole('link', { name: 'Enter the address and the token by hand' }).click();
    await expect(page).toHaveURL(/\/welcome\?step=plex$/);
    await expect(page.getByLabel('Address')).toBeVisible();
  });

  test('a server that does not run is said, and is tried again when it does', async ({ page, context, nest, javaScriptEnabled }) => {
    await nest.signIn(context, 'admin');
    await nest.control('faults', { service: 'plex', mode: 'down' });
    await page.goto('/welcome');
    await page.getByRole('button', { name: FIND }).click();
    await nest.typeCode(await shownCode(page), 'ben');
    await untilFound(page, javaScriptEnabled);
    await expect(page.getByText('MediaNest reaches your server at none of its addresses.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Use this server' })).toHaveCount(0);
    await nest.control('faults', { service: 'plex', mode: 'none' });
    await page.getByRole('button', { name: 'Try all addresses again' }).click();
    await expect(page.getByRole('button', { name: 'Use this server' })).toBeVisible();
  });

  test('when plex.tv is down it is said where the button is', async ({ page, context, nest }) => {
    await nest.signIn(context, 'admin');
    await nest.control('faults', { service: 'plex_tv', mode: 'down' });
    await page.goto('/welcome');
    await page.getByRole('button', { name: FIND }).click();
    await expect(page.getByRole('alert')).toContainText('plex.tv cannot be reached at the moment.');
    await expect(page.getByLabel('Address')).toBeVisible();
  });
});

test('under Services the server is found again, and what was saved is replaced', async ({ page, context, nest, javaScriptEnabled }) => {
  await nest.signIn(context, 'admin');
  await page.goto('/admin/services');
  await page.getByRole('button', { name: FIND }).click();
  await nest.typeCode(await shownCode(page), 'ben');
  await untilFound(page, javaScriptEnabled);
  await page.getByRole('button', { name: 'Use this server' }).click();
  await expect(page).toHaveURL(/\/admin\/services$/);
  await expect(page.getByText('Saved. Plex answers.').first()).toBeVisible();
});

test('the page of the search fits a narrow screen', async ({ page, context, nest, javaScriptEnabled }, info) => {
  await nest.signIn(context, 'admin');
  await page.goto('/admin/services/plex');
  await page.getByRole('button', { name: 'Get a code' }).click();
  await nest.typeCode(await shownCode(page), 'ben');
  await untilFound(page, javaScriptEnabled);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const wider = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(wider, `${width} px`).toBeLessThanOrEqual(0);
    await page.screenshot({ path: info.outputPath(`found-${width}.png`), fullPage: true });
  }
});

/** The code on the page, typed by nobody yet. */
async function shownCode(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/admin\/services\/plex/);
  const code = page.locator('#code');
  await expect(code).toBeVisible();
  return (await code.innerText()).replace(/\s/g, '');
}

/** With JavaScript the list opens by itself; without, "Continue" leads there. plex.tv is asked once a second at most. */
async function untilFound(page: Page, alive: boolean | undefined): Promise<void> {
  const list = page.getByRole('heading', { level: 1, name: 'Choose your server' });
  if (alive !== false) return expect(list).toBeVisible();
  await expect(async () => {
    // A look that finds the servers also tries their addresses, and may take longer than the last one waited.
    if (!(await list.isVisible())) await page.getByRole('button', { name: 'Continue' }).click({ timeout: 500 });
    await expect(list).toBeVisible({ timeout: 1_000 });
  }).toPass();
}
