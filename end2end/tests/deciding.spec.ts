// Admins decide here; who asked sees it, and is told.
import { expect, test } from '../support/test.js';

const NORTHERN_LIGHT = '1001';
const LOW_SUN = '1005';
const FERRYMANS_DAUGHTER = '1006';

test('one asks, the admin approves, and the first sees it', async ({ page, context, browser, nest, javaScriptEnabled }) => {
  await nest.signIn(context, 'ann');
  const { id } = await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: NORTHERN_LIGHT });
  const listening = javaScriptEnabled !== false && page.waitForResponse((response) => new URL(response.url()).pathname === '/events');
  await page.goto(`/requests/${id}`);
  await listening;

  const theirs = await browser.newContext({ baseURL: nest.url });
  await nest.signIn(theirs, 'admin');
  const desk = await theirs.newPage();
  await desk.goto('/admin/requests');
  await desk.getByRole('checkbox', { name: 'Choose Northern Light' }).check();
  await desk.getByRole('button', { name: 'Approve' }).click();
  await expect(desk.getByText('Northern Light was approved.')).toBeVisible();
  await theirs.close();

  if (javaScriptEnabled === false) await page.reload();
  await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible();
  await page.getByRole('link', { name: /^Notifications/ }).click();
  await expect(page.getByRole('link', { name: 'Northern Light was approved' })).toBeVisible();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(page.getByRole('button', { name: 'Mark all as read' })).toHaveCount(0);
});

test('who declines says why, and the requester reads it', async ({ page, context, browser, nest }) => {
  const members = await browser.newContext({ baseURL: nest.url });
  await nest.signIn(members, 'ann');
  const { id } = await nest.post(members.request, 'media/request', { media_type: 'movie', tmdb_id: NORTHERN_LIGHT });
  await nest.signIn(context, 'admin');
  await page.goto(`/requests/${id}`);
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByRole('alert').getByText('Write a few words.')).toBeVisible();
  await page.getByLabel('Reason for declining').fill('There is no room for it.');
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByText('Northern Light was declined.')).toBeVisible();
  const theirs = await members.newPage();
  await theirs.goto(`/requests/${id}`);
  await expect(theirs.getByText(/There is no room for it\./).first()).toBeVisible();
  await theirs.getByLabel('Comment').fill('A pity.');
  await theirs.getByRole('button', { name: 'Send' }).click();
  await expect(theirs.getByText('A pity.')).toBeVisible();
  await members.close();
});

test('who wants what somebody else has asked for is told when it is there', async ({ page, context, browser, nest }) => {
  const members = await browser.newContext({ baseURL: nest.url });
  await nest.signIn(members, 'ann');
  await nest.post(members.request, 'media/request', { media_type: 'movie', tmdb_id: NORTHERN_LIGHT });
  await members.close();
  await nest.signIn(context, 'erik');
  await page.goto(`/movie/${NORTHERN_LIGHT}`);
  await page.getByRole('button', { name: 'Notify me' }).click();
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]+$/);
  await expect(page.getByText(/You follow their request/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Do not tell me any more' }).click();
  await expect(page).toHaveURL(/\/requests$/);
});

test('Enter in the field of the reason declines', async ({ page, context, browser, nest }) => {
  const members = await browser.newContext({ baseURL: nest.url });
  await nest.signIn(members, 'ann');
  for (const film of [NORTHERN_LIGHT, LOW_SUN]) await nest.post(members.request, 'media/request', { media_type: 'movie', tmdb_id: film });
  const { id } = await nest.post(members.request, 'media/request', { media_type: 'movie', tmdb_id: FERRYMANS_DAUGHTER });
  await members.close();
  await nest.signIn(context, 'admin');

  await page.goto('/admin/requests');
  for (const film of ['Northern Light', 'Low Sun']) await page.getByRole('checkbox', { name: `Choose ${film}` }).check();
  await page.getByLabel('Reason for declining').fill('There is no room for it.');
  await page.getByLabel('Reason for declining').press('Enter');
  await expect(page.getByText('2 requests were declined.')).toBeVisible();

  await page.goto(`/requests/${id}`);
  await page.getByLabel('Reason for declining').fill('There is no room for it.');
  await page.getByLabel('Reason for declining').press('Enter');
  await expect(page.getByText("The Ferryman's Daughter was declined.")).toBeVisible();
});

test('what is refused is still there to be put right', async ({ page, context, browser, nest }) => {
  const members = await browser.newContext({ baseURL: nest.url });
  await nest.signIn(members, 'ann');
  for (const film of [NORTHERN_LIGHT, LOW_SUN]) await nest.post(members.request, 'media/request', { media_type: 'movie', tmdb_id: film });
  await members.close();
  await nest.signIn(context, 'admin');
  await page.goto('/admin/requests');
  const box = (film: string) => page.getByRole('checkbox', { name: `Choose ${film}` });
  const [ticked, other] = [box('Northern Light'), box('Low Sun')];
  const reason = page.getByLabel('Reason for declining');

  await reason.fill('There is no room for it.');
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(reason).toHaveValue('There is no room for it.');

  await ticked.check();
  await reason.fill('');
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByRole('alert').getByText('Write a few words.')).toBeVisible();
  await expect(ticked).toBeChecked();
  await expect(other).not.toBeChecked();
  await expect(reason).toHaveAccessibleDescription('Write a few words.');

  const saved = page.getByLabel('Reasons that are offered for declining');
  const tooMany = Array.from({ length: 21 }, (_, index) => `There is no room for it, at least not before the ${index + 1}th of this month.`).join('\n');
  await saved.fill(tooMany);
  await page.getByRole('checkbox', { name: 'Approve what users ask for automatically' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert').getByText('Use at most 20 lines.')).toBeVisible();
  await expect(saved).toHaveValue(tooMany);
  await expect(saved).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('checkbox', { name: 'Approve what users ask for automatically' })).toBeChecked();
});
