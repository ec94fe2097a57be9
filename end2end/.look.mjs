// not kept
import { chromium } from '@playwright/test';
import { startUpstreams, pointedAt, startMedianest, temporaryFolder } from './support/programs.mjs';
const mode = process.argv[2] ?? 'full';
const { program: sims, addresses } = await startUpstreams();
const { folder, remove } = await temporaryFolder();
const { program, url } = await startMedianest({ ...pointedAt(addresses, mode === 'full'), MEDIANEST_DATA_DIR: folder, ADMIN_PASSWORD: 'only for the first sign-in', LOG_LEVEL: 'warn' });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce' });
const post = async (call, form = {}) => { const a = await context.request.post(`${url}/api/${call}`, { form, headers: { origin: url, accept: 'application/json' } }); if (!a.ok()) console.log(call, a.status(), await a.text()); return a; };
await post('auth/local', { username: 'admin', password: 'only for the first sign-in' });
await post('auth/password', { current: 'only for the first sign-in', new: 'a better password than that' });
await post('admin/welcome');
if (mode === 'tmdb' || mode === 'bare') { if (mode==='tmdb') await post('admin/services/update', { name: 'tmdb', key: addresses.tmdbApiKey, enabled: 'on' }); }
const shots = JSON.parse(process.argv[3]);
const page = await context.newPage();
page.on('console', m => { if (m.type() === 'error') console.log('console', m.text()); });
page.on('pageerror', e => console.log('error', e.message));
for (const [name, path, width, theme, full, action] of shots) {
  await post('profile/update', { theme });
  await page.setViewportSize({ width, height: width < 500 ? 720 : 860 });
  await page.goto(path);
  await page.waitForLoadState('networkidle');
  if (action === 'next') { await page.locator('.scroller').first().hover(); await page.getByRole('button', { name: /further/ }).first().click(); await page.waitForTimeout(600); }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) console.log(name, 'is wider by', over);
  await page.screenshot({ path: `/tmp/look-${name}.png`, fullPage: !!full });
}
await browser.close(); await program.stop(); await sims.stop(); await remove(); process.exit(0);
