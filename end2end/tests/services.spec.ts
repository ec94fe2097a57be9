// What the admin configures: every wrong answer is said where it belongs, and nothing wrong is saved.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.js';

test.describe('a new installation', () => {
  test.use({ configured: false });

  test('Overseerr is tested, saved and never shows its key', async ({ page, context, nest }) => {
    await nest.signIn(context, 'admin');
    await page.goto('/admin/services');
    const overseerr = card(page, 'Overseerr');
    await overseerr.getByLabel('Address').fill(nest.addresses.overseerrUrl);
    await overseerr.getByLabel('API key').fill(nest.addresses.overseerrApiKey);
    await overseerr.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(overseerr).toContainText(/1\.34\.0/);
    await overseerr.getByLabel('Address').fill(nest.addresses.overseerrUrl);
    await overseerr.getByLabel('API key').fill(nest.addresses.overseerrApiKey);
    await use(overseerr);
    await overseerr.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(overseerr).toContainText(/online/i);
    await page.reload();
    await expect(overseerr.getByLabel('Address')).toHaveValue(nest.addresses.overseerrUrl);
    await expect(overseerr.getByLabel('API key')).toHaveValue('');
    expect(await page.content()).not.toContain(nest.addresses.overseerrApiKey);
  });

  test('a wrong key is said at the key, and nothing is saved', async ({ page, context, nest }) => {
    await nest.signIn(context, 'admin');
    await page.goto('/admin/services');
    const overseerr = card(page, 'Overseerr');
    await overseerr.getByLabel('Address').fill(nest.addresses.overseerrUrl);
    await overseerr.getByLabel('API key').fill('not the key');
    await use(overseerr);
    await overseerr.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(overseerr.getByLabel('API key')).toHaveAttribute('aria-invalid', 'true');
    await expect(overseerr.getByLabel('API key')).toHaveAccessibleDescription(/403|key/);
    await expect(overseerr.getByLabel('Address')).toHaveValue(nest.addresses.overseerrUrl);
    const saved = await nest.get(context.request, 'admin/services');
    expect(saved.find(({ name }: { name: string }) => name === 'overseerr')).toMatchObject({ has_key: false, url: null });
  });

  for (const [what, address] of [
    ['no address', 'overseerr'],
    ['another scheme', 'ftp://overseerr.lan'],
    ['a password in it', 'http://me:secret@overseerr.lan'],
  ] as const) {
    test(`an address with ${what} is said at the address`, async ({ page, context, nest }) => {
      await nest.signIn(context, 'admin');
      await page.goto('/admin/services');
      const overseerr = card(page, 'Overseerr');
      await withoutBrowserChecks(page);
      await overseerr.getByLabel('Address').fill(address);
      await overseerr.getByLabel('API key').fill('some key');
      await overseerr.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(overseerr.getByLabel('Address')).toHaveAttribute('aria-invalid', 'true');
      await expect(overseerr.getByLabel('Address')).toHaveValue(address);
    });
  }

  test('something that answers HTML is not taken for Overseerr', async ({ page, context, nest }) => {
    await nest.signIn(context, 'admin');
    await nest.control('faults', { service: 'overseerr', mode: 'html' });
    await page.goto('/admin/services');
    const overseerr = card(page, 'Overseerr');
    await overseerr.getByLabel('Address').fill(nest.addresses.overseerrUrl);
    await overseerr.getByLabel('API key').fill(nest.addresses.overseerrApiKey);
    await overseerr.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(overseerr).toContainText(/web page|HTML/i);
  });

  test('Plex is connected', async ({ page, context, nest }) => {
    await nest.signIn(context, 'admin');
    await page.goto('/admin/services');
    const plex = card(page, 'Plex');
    await plex.getByLabel('Address').fill(nest.addresses.plexUrl);
    await plex.getByLabel('Token').fill(nest.addresses.adminPlexToken);
    await use(plex);
    await plex.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(plex).toContainText(/online/i);
    await context.clearCookies();
    await page.goto('/login');
    await expect(page.getByRole('button', { name: 'Sign in with Plex' })).toBeVisible();
  });
});

test('all services are tested at once, and each says how it is', async ({ page, context, nest }) => {
  await nest.signIn(context, 'admin');
  await nest.control('faults', { service: 'overseerr', mode: 'down' });
  await page.goto('/admin/services');
  await page.getByRole('button', { name: 'Test all' }).click();
  await expect(card(page, 'Plex')).toContainText(/online/i);
  await expect(card(page, 'Overseerr')).toContainText(/offline|cannot be reached|does not answer/i);
});

test('a webhook that tells somebody else is only replaced when that is asked for', async ({ page, context, nest }) => {
  const theirs = { webhookUrl: 'https://discord.test/api/webhooks/1/secret', jsonPayload: '"{}"' };
  await fetch(`${nest.addresses.overseerrUrl}/api/v1/settings/notifications/webhook`, {
    method: 'POST',
    headers: { 'x-api-key': nest.addresses.overseerrApiKey, 'content-type': 'application/json' },
    body: JSON.stringify({ enabled: true, types: 8, options: theirs }),
  });
  await nest.signIn(context, 'admin');
  await page.goto('/admin/services');
  const overseerr = card(page, 'Overseerr');
  await overseerr.getByRole('button', { name: 'Set up the webhook' }).click();
  await expect(overseerr).toContainText('tells discord.test now');
  expect(await page.content()).not.toContain('api/webhooks/1');
  await overseerr.getByRole('button', { name: 'Replace it' }).click();
  await expect(overseerr).toContainText('has reached MediaNest');
  await expect(overseerr.getByRole('button', { name: 'Replace it' })).toHaveCount(0);
});

test('services that are not used yet say so and cannot be saved', async ({ page, context, nest }) => {
  await nest.signIn(context, 'admin');
  await page.goto('/admin/services');
  for (const name of ['Uptime Kuma', 'YouTube']) {
    const later = page.getByRole('article').filter({ has: page.getByRole('heading', { name, exact: true }) });
    await expect(later).toContainText('Not used yet');
    await expect(later.getByRole('button')).toHaveCount(0);
  }
});

test('who is no admin does not find the page', async ({ page, context, nest, watch }) => {
  await nest.signIn(context, 'ann');
  watch.expected(/404/);
  expect((await page.goto('/admin/services'))?.status()).toBe(404);
  await expect(page.getByRole('link', { name: 'Services' })).toHaveCount(0);
});

function card(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

async function use(service: Locator): Promise<void> {
  await service.getByRole('switch').check();
}

/** What the browser would not send at all must still be answered properly. */
async function withoutBrowserChecks(page: Page): Promise<void> {
  await page.locator('form').evaluateAll((forms) => forms.forEach((form) => ((form as HTMLFormElement).noValidate = true)));
}
