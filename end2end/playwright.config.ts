// Every story is told four times: on a desktop and on a phone, with and without JavaScript.
import { execFileSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';
import type { Options } from './support/test.js';

/** The system's Chromium; none is downloaded. */
function chromium(): string {
  for (const name of [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome']) {
    if (!name) continue;
    try {
      return execFileSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' }).trim();
    } catch {
      // Not this one.
    }
  }
  throw new Error('Chromium is missing: make setup, or set CHROMIUM to its path.');
}

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

export default defineConfig<Options>({
  testDir: 'tests',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // A machine that is suddenly slow refuses nothing; what passed only at the second time is listed as flaky, and is to be mended.
  retries: process.env.CI ? 1 : 0,
  workers: process.env.WORKERS ? Number(process.env.WORKERS) : 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? [['list'], ['html', { open: 'never' }]] : [['list']],
  use: {
    // Without its film strip: drawing it took a fifth of the machine.
    trace: { mode: 'retain-on-failure', screenshots: false },
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: desktop },
    { name: 'phone', use: phone },
    { name: 'desktop without JavaScript', use: { ...desktop, javaScriptEnabled: false } },
    { name: 'phone without JavaScript', use: { ...phone, javaScriptEnabled: false } },
  ],
});
