// Starts the simulators and MediaNest as programs of their own, waits until they listen, and ends them again. Used by
// the browser tests, the demo and the load test.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {'debug' | 'release'} profile @param {string} name */
const built = (profile, name) => path.join(root, 'target', profile, name);

/** Programs that are still running, so that none outlives us. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * A program and what it has said.
 */
export class Program {
  /** Everything written so far. */
  log = '';

  /** @type {import('node:child_process').ChildProcess} */
  child;

  /** Exit code, or the signal that ended it. @type {Promise<number | string>} */
  ended;

  /** @type {Set<() => void>} */
  #listeners = new Set();

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {{ env?: Record<string, string>, cwd?: string, echo?: boolean }} options `echo` shows what it says here too
   */
  constructor(command, args, { env = {}, cwd = root, echo = false } = {}) {
    const inherited = Object.fromEntries(
      ['PATH', 'HOME', 'LANG', 'TMPDIR', 'CARGO_HOME', 'RUSTUP_HOME', 'RUST_BACKTRACE'].flatMap((name) =>
        process.env[name] === undefined ? [] : [[name, process.env[name]]],
      ),
    );
    this.child = spawn(command, args, { env: { ...inherited, ...env }, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(this.child);
    for (const [stream, target] of /** @type {const} */ ([
      [this.child.stdout, process.stdout],
      [this.child.stderr, process.stderr],
    ])) {
      stream?.setEncoding('utf8').on('data', (text) => {
        this.log += text;
        if (echo) target.write(text);
        this.#listeners.forEach((listener) => listener());
      });
    }
    this.ended = new Promise((resolve) => {
      this.child.on('error', (error) => {
        this.log += `${command}: ${error.message}\n`;
        resolve(1);
      });
      this.child.on('close', (code, signal) => resolve(code ?? signal ?? 1));
    });
    void this.ended.then(() => running.delete(this.child));
  }

  /**
   * The first match in what it says. Fails when it ends before, or says nothing of the kind in time.
   * @param {RegExp} pattern @param {number} seconds @returns {Promise<string>} the first group
   */
  said(pattern, seconds = 30) {
    return new Promise((resolve, reject) => {
      const done = (/** @type {() => void} */ then) => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        then();
      };
      const look = () => {
        const found = pattern.exec(this.log);
        if (found) done(() => resolve(found[1] ?? found[0]));
      };
      const fail = (/** @type {string} */ why) => done(() => reject(new Error(`${why}\n${this.log}`)));
      const timer = setTimeout(() => fail(`no ${pattern} within ${seconds} s`), seconds * 1000);
      this.#listeners.add(look);
      void this.ended.then((code) => fail(`ended with ${code} before it said ${pattern}`));
      look();
    });
  }

  /**
   * Asks it to end and waits; it is killed when it does not.
   * @param {number} seconds @returns {Promise<number | string>} exit code or signal
   */
  async stop(seconds = 12) {
    const timer = setTimeout(() => this.child.kill('SIGKILL'), seconds * 1000);
    this.child.kill('SIGTERM');
    const code = await this.ended;
    clearTimeout(timer);
    return code;
  }
}

/**
 * The addresses and keys that the simulators print.
 * @typedef {object} Addresses
 * @property {string} plexTvUrl
 * @property {string} plexLinkUrl
 * @property {string} plexAppUrl
 * @property {string} plexUrl
 * @property {string} overseerrUrl
 * @property {string} tmdbUrl
 * @property {string} controlUrl
 * @property {string} tmdbImageUrl
 * @property {string} adminPlexToken
 * @property {string} overseerrApiKey
 * @property {string} tmdbApiKey
 * @property {string} tmdbReadToken
 */

/** The simulators, on free ports unless `args` name some. @param {string[]} args */
export async function startUpstreams(args = []) {
  const program = new Program(process.env.UPSTREAMS_BIN ?? built('debug', 'upstreams'), args);
  /** @type {Addresses} */
  const addresses = JSON.parse(await program.said(/^(\{.*\})$/m));
  return { program, addresses };
}

/**
 * What tells MediaNest to use the simulators; `configured` also seeds Plex and Overseerr.
 * @param {Addresses} addresses @param {boolean} configured @returns {Record<string, string>}
 */
export function pointedAt(addresses, configured = true) {
  return {
    MEDIANEST_PLEX_TV_URL: addresses.plexTvUrl,
    MEDIANEST_PLEX_LINK_URL: addresses.plexLinkUrl,
    MEDIANEST_PLEX_APP_URL: addresses.plexAppUrl,
    MEDIANEST_TMDB_URL: addresses.tmdbUrl,
    MEDIANEST_TMDB_IMAGE_URL: addresses.tmdbImageUrl,
    ...(configured && {
      PLEX_SERVER_URL: addresses.plexUrl,
      PLEX_TOKEN: addresses.adminPlexToken,
      OVERSEERR_URL: addresses.overseerrUrl,
      OVERSEERR_API_KEY: addresses.overseerrApiKey,
    }),
  };
}

/** A new empty folder; `remove` takes it away. */
export async function temporaryFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'medianest-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The folder, empty. @param {string} folder */
export async function emptied(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** The handler that only says hello (`upstreams/src/bin/hello.rs`). @param {'debug' | 'release'} profile */
export async function startHello(profile) {
  const program = new Program(process.env.HELLO_BIN ?? built(profile, 'hello'), []);
  return { program, url: await program.said(/Hello listens on (http:\/\/\S+)/) };
}

/**
 * MediaNest, on a free port unless `env.PORT` names one.
 * @param {Record<string, string>} env @param {{ profile?: 'debug' | 'release', echo?: boolean }} options
 */
export async function startMedianest(env, { profile = 'debug', echo = false } = {}) {
  const binary = process.env.MEDIANEST_BIN ?? built(profile, 'medianest');
  const started = performance.now();
  const program = new Program(binary, [], {
    env: { PORT: '0', MEDIANEST_SITE_DIR: process.env.MEDIANEST_SITE_DIR ?? path.join(root, 'target/site'), ...env },
    cwd: env.MEDIANEST_DATA_DIR,
    echo,
  });
  const url = await program.said(/MediaNest listens on (http:\/\/\S+)/);
  return { program, url, startedMs: performance.now() - started };
}
