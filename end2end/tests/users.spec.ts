// The people here, and as whom the requests of local accounts reach Overseerr.
import { expect, test } from '../support/test.js';

const LOW_SUN = 1005;
/** Dora's number in Overseerr. */
const DORA = 3;

test('an admin chooses as whom the own requests are sent', async ({ page, context, nest, browser }) => {
  const other = await browser.newContext({ baseURL: nest.url });
  await nest.signIn(other, 'ann');
  await other.close();
  await nest.signIn(context, 'admin');
  await page.goto('/admin/users');
  const ann = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'ann', exact: true }) });
  await expect(ann).toContainText('signs in with Plex');
  await expect(ann).toContainText('the same Plex account');
  await expect(ann.getByRole('combobox')).toHaveCount(0);
  const admin = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'admin', exact: true }) });
  await expect(admin).toContainText('The owner of the API key');
  const choice = admin.getByLabel('Requests reach Overseerr as');
  await choice.selectOption({ value: String(DORA) });
  await admin.getByRole('button', { name: 'Save admin' }).click();
  await expect(page).toHaveURL(/\/admin\/users$/);
  await expect(page.getByText('Saved. Requests that waited for this are on their way.')).toBeVisible();
  await expect(choice).toHaveValue(String(DORA));

  await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: String(LOW_SUN) });
  await expect.poll(async () => (await nest.overseerrRequests()).find(({ media }) => media.tmdbId === LOW_SUN)?.requestedBy.id).toBe(DORA);
});

test('without Overseerr nobody can be chosen, and the page says why', async ({ page, context, nest }) => {
  await nest.signIn(context, 'admin');
  await nest.control('faults', { service: 'overseerr', mode: 'down' });
  await page.goto('/admin/users');
  await expect(page.getByText('Overseerr is not reachable.', { exact: false })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'admin', exact: true })).toBeVisible();
  await expect(page.getByRole('listitem').getByRole('combobox')).toHaveCount(0);
});

test('the page fits a narrow screen', async ({ page, context, nest }, info) => {
  await nest.signIn(context, 'admin');
  await page.goto('/admin/users');
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const wider = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(wider, `${width} px`).toBeLessThanOrEqual(0);
    await page.screenshot({ path: info.outputPath(`users-${width}.png`), fullPage: true });
  }
});
