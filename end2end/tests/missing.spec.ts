// What is not there, or not for this person, looks the same.
import { expect, test } from '../support/test.js';

test('unknown addresses answer 404 with a page that leads on', async ({ page, context, nest, watch }) => {
  watch.expected(/404/);
  await nest.signIn(context, 'ann');
  const nobody = '0190f5a8-0000-7000-8000-000000000000';
  for (const path of ['/no/such/page', '/movie/99999999', '/movie/0', '/movie/abc', '/tv/99999999', '/person/99999999', '/person/abc', '/discover/best', '/requests/abc', `/requests/${nobody}`]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: 'This page is not here' }), path).toBeVisible();
    await expect(page.getByRole('link', { name: /home/i }).first(), path).toBeAttached();
  }
});

test("somebody else's request is not found, and cannot be taken back", async ({ browser, context, page, nest, watch }) => {
  watch.expected(/404/);
  await nest.signIn(context, 'ann');
  const request = await nest.post(context.request, 'media/request', { media_type: 'movie', tmdb_id: '1005' });
  await page.goto(`/requests/${request.id}`);
  await expect(page.getByRole('heading', { level: 1, name: /Low Sun/ })).toBeVisible();

  const other = await browser.newContext({ baseURL: nest.url });
  await nest.signIn(other, 'dora');
  const theirs = await other.newPage();
  expect((await theirs.goto(`/requests/${request.id}`))?.status()).toBe(404);
  const headers = { origin: nest.url, accept: 'application/json' };
  for (const answer of [
    await other.request.get(`/api/media/requests/detail?id=${request.id}`),
    await other.request.post('/api/media/requests/cancel', { form: { id: request.id }, headers }),
  ]) {
    expect(answer.status()).toBe(404);
    expect((await answer.json()).error.code).toBe('NOT_FOUND');
  }
  await other.close();
});
