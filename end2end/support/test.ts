// The test every spec uses: a MediaNest of its own, and eyes on what must never happen in a browser or in the log.
import { test as base, expect } from '@playwright/test';
import { Nest } from './nest.js';

export { expect };

export type Options = {
  /** Plex and Overseerr are configured from the start. */
  configured: boolean;
};

type Fixtures = {
  nest: Nest;
  /** Collects what must not happen; a test that provokes something names it with `expected`. */
  watch: Watch;
};

class Watch {
  readonly problems: string[] = [];
  private readonly patterns: RegExp[] = [];

  /** Problems that match are what this test is about. */
  expected(pattern: RegExp): void {
    this.patterns.push(pattern);
  }

  note(problem: string): void {
    this.problems.push(problem);
  }

  get unexpected(): string[] {
    return this.problems.filter((problem) => !this.patterns.some((pattern) => pattern.test(problem)));
  }
}

export const test = base.extend<Options & Fixtures>({
  configured: [true, { option: true }],

  nest: async ({ configured }, use, info) => {
    const nest = await Nest.start({ configured });
    await use(nest);
    const code = await nest.stop();
    if (info.status !== info.expectedStatus) await info.attach('medianest.log', { body: nest.log });
    expect.soft(nest.log, 'the log holds no panic').not.toContain('panicked');
    expect.soft(code, 'MediaNest ends cleanly when asked to').toBe(0);
  },

  baseURL: async ({ nest }, use) => use(nest.url),

  watch: [
    async ({ context, nest }, use) => {
      const watch = new Watch();
      // The browser itself talks to plex.tv when it makes its PIN, and to its pages; to nothing else.
      const own = [nest.url, new URL(nest.addresses.plexTvUrl).origin];
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (/^https?:$/.test(url.protocol) && !own.includes(url.origin)) watch.note(`asked ${url.origin}${url.pathname}`);
      });
      context.on('response', (response) => {
        if (response.status() >= 500) watch.note(`${response.url()} answered ${response.status()}`);
      });
      context.on('weberror', (error) => {
        // Chromium gives up a page transition, and says so here, when the style sheet takes its time or another page is
        // asked for: nobody sees it.
        if (/^Transition was (aborted|skipped)/.test(error.error().message)) return;
        watch.note(`script error: ${error.error().message}`);
      });
      context.on('console', (message) => {
        const alarming = message.type() === 'error' || /hydrat|Content Security Policy/i.test(message.text());
        const simulated = message.location().url.startsWith(new URL(nest.addresses.plexTvUrl).origin);
        if (alarming && !simulated) watch.note(`console: ${message.text()} (${message.location().url})`);
      });
      await use(watch);
      expect.soft(watch.unexpected, 'nothing went wrong in the browser').toEqual([]);
    },
    { auto: true },
  ],
});
