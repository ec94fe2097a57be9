// One MediaNest with simulated services of its own, and the people around it.
import type { APIRequestContext, APIResponse, BrowserContext } from '@playwright/test';
import {
  type Addresses,
  type Program,
  pointedAt,
  startMedianest,
  startUpstreams,
  temporaryFolder,
} from './programs.mjs';

/** The password the admin starts with, and the one after the first sign-in. */
export const FIRST_PASSWORD = 'only for the first sign-in';
export const PASSWORD = 'a better password than that';

/** Plex accounts of the simulators; see end2end/upstreams. */
export type Account = 'ann' | 'ben' | 'carl' | 'dora' | 'erik';
export type Person = Account | 'admin';

export class Nest {
  private constructor(
    readonly url: string,
    readonly addresses: Addresses,
    private readonly medianest: Program,
    private readonly simulators: Program,
    private readonly remove: () => Promise<void>,
  ) {}

  static async start({ configured }: { configured: boolean }): Promise<Nest> {
    const { program: simulators, addresses } = await startUpstreams();
    const { folder, remove } = await temporaryFolder();
    const { program, url } = await startMedianest({
      ...pointedAt(addresses, configured),
      MEDIANEST_DATA_DIR: folder,
      ADMIN_PASSWORD: FIRST_PASSWORD,
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'json',
    });
    if (configured) await untilPlexIsOpen(url);
    return new Nest(url, addresses, program, simulators, remove);
  }

  get log(): string {
    return this.medianest.log;
  }

  /** Ends everything; answers how MediaNest ended. */
  async stop(): Promise<number | string> {
    const code = await this.medianest.stop();
    await this.simulators.stop();
    await this.remove();
    return code;
  }

  /** Signs a browser in by the calls its pages make, to begin a test further on. */
  async signIn(context: BrowserContext, who: Person): Promise<void> {
    const post = (call: string, form: Record<string, string> = {}) => this.post(context.request, call, form);
    if (who === 'admin') {
      await post('auth/local', { username: 'admin', password: FIRST_PASSWORD });
      await post('auth/password', { current: FIRST_PASSWORD, new: PASSWORD });
      await post('admin/welcome');
      return;
    }
    const pin = await post('auth/plex/start');
    await this.typeCode(pin.code, who);
    // plex.tv is asked once a second at most.
    for (let tries = 0; tries < 20; tries += 1) {
      const { state } = await post('auth/plex/poll', { pin: pin.pin });
      if (state === 'authorized') return;
      if (state !== 'waiting') throw new Error(`${who} could not sign in: ${state}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error(`${who} was never signed in`);
  }

  /** A call as a page of this site makes it; answers its data. */
  async post(request: APIRequestContext, call: string, form: Record<string, string> = {}) {
    const headers = { origin: this.url, accept: 'application/json' };
    return data(await request.post(`${this.url}/api/${call}`, { form, headers }));
  }

  async get(request: APIRequestContext, call: string, params: Record<string, string> = {}) {
    return data(await request.get(`${this.url}/api/${call}`, { params }));
  }

  /** Somebody types the code at plex.tv/link, on whatever device. */
  async typeCode(code: string, account: Account): Promise<void> {
    await this.control('plex/authorise', { code, account });
  }

  /** What a service was asked so far. */
  async calls(service: 'plex_tv' | 'plex' | 'overseerr' | 'tmdb' | 'images'): Promise<Call[]> {
    const answer = await fetch(`${this.addresses.controlUrl}/control/calls?service=${service}`);
    return ((await answer.json()) as { calls: Call[] }).calls;
  }

  /** The requests Overseerr has. */
  async overseerrRequests(): Promise<OverseerrRequest[]> {
    const answer = await fetch(`${this.addresses.controlUrl}/control/overseerr/requests`);
    return (await answer.json()) as OverseerrRequest[];
  }

  /** Plays a person or an accident; see end2end/upstreams. */
  async control(path: string, body: Record<string, unknown>): Promise<void> {
    const answer = await fetch(`${this.addresses.controlUrl}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} ${JSON.stringify(body)}: ${answer.status} ${await answer.text()}`);
  }
}

/** A call as the simulators kept it. */
export type Call = { method: string; path: string; apiUser: string | null; body: any; status: number | null };

/** A request as Overseerr answers it, as far as tests look. */
export type OverseerrRequest = {
  id: number;
  status: number;
  type: 'movie' | 'tv';
  is4k: boolean;
  media: { tmdbId: number };
  seasons: { seasonNumber: number }[];
  requestedBy: { id: number };
};

async function data(answer: APIResponse) {
  const text = await answer.text();
  if (!answer.ok()) throw new Error(`${answer.url()} answered ${answer.status()}: ${text}`);
  return JSON.parse(text).data;
}

/** Sign-in with Plex opens when the configured server has told who it is, right after the start. */
async function untilPlexIsOpen(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const page = await fetch(`${url}/login`);
    if ((await page.text()).includes('/api/auth/plex/start')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Sign-in with Plex never opened.');
}
