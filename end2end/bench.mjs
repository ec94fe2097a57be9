// `make bench`: what the release build costs. Start-up, memory, page weight, then 64 connections over all pages, signed
// in and out. Prints its figures with their targets; ends with 1 when an answer was 5xx, something panicked, or memory grew.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { chromium } from '@playwright/test';
import { ENCODINGS, load } from './support/load.mjs';
import { pointedAt, startHello, startMedianest, startUpstreams, temporaryFolder } from './support/programs.mjs';

const SECONDS = Number(process.env.SECONDS_PER_RUN ?? 60);
const CONNECTIONS = 64;
/** Pages of each kind, for the comparison with a handler that only says hello. */
const PAGES = Number(process.env.PAGES_PER_KIND ?? 2500);
const FIRST_PASSWORD = 'only for the first sign-in';
const PASSWORD = 'a better password than that';
/** @type {'debug' | 'release'} */
const profile = process.env.PROFILE === 'debug' ? 'debug' : 'release';

/** @type {string[]} */
const failures = [];
/** Goals that were missed; they fail nothing, because a busy machine misses them too. @type {string[]} */
const missed = [];

/** @param {string} what @param {string} value @param {string} target */
const print = (what, value, target = '') => console.log(`${what.padEnd(46)} ${value.padStart(14)}   ${target}`);

/** @param {number[]} values @param {number} part */
const quantile = (values, part) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN;

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resident memory in MB. @param {number} pid */
const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** CPU seconds used so far. @param {number} pid */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** A browser of the load: keeps its cookies, follows nothing. */
class Visitor {
  /** @type {Map<string, string>} */
  cookies = new Map();

  /** @param {string} url @param {http.Agent} agent */
  constructor(url, agent) {
    this.url = url;
    this.agent = agent;
  }

  /**
   * @param {string} path @param {Record<string, string>} [form]
   * @returns {Promise<{ status: number, body: string, bytes: number }>}
   */
  ask(path, form) {
    const body = form && new URLSearchParams(form).toString();
    /** @type {Record<string, string>} */
    const headers = { accept: form ? 'application/json' : 'text/html', 'accept-encoding': form ? 'identity' : ENCODINGS };
    if (this.cookies.size) headers.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (body !== undefined) Object.assign(headers, { origin: this.url, 'content-type': 'application/x-www-form-urlencoded' });
    return new Promise((resolve, reject) => {
      const request = http.request(this.url + path, { agent: this.agent, method: form ? 'POST' : 'GET', headers }, (answer) => {
        for (const line of answer.headers['set-cookie'] ?? []) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          if (value) this.cookies.set(name, value);
          else this.cookies.delete(name);
        }
        /** @type {Buffer[]} */
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const whole = Buffer.concat(parts);
          resolve({ status: answer.statusCode ?? 0, body: whole.toString(), bytes: whole.length });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  /** A call, and its data. @param {string} call @param {Record<string, string>} form */
  async call(call, form = {}) {
    const answer = await this.ask(`/api/${call}`, form);
    if (answer.status !== 200) throw new Error(`${call} answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body).data;
  }
}

/** @param {import('./support/programs.mjs').Addresses} addresses @param {Visitor} visitor @param {string} account */
async function signInWithPlex(addresses, visitor, account) {
  // Open as soon as the server has been asked who it is.
  for (let tries = 0; (await visitor.ask('/api/auth/plex/start', {})).status === 404 && tries < 80; tries += 1) await sleep(500);
  const pin = await visitor.call('auth/plex/start');
  await fetch(`${addresses.controlUrl}/control/plex/authorise`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: pin.code, account }),
  });
  for (let tries = 0; tries < 20; tries += 1) {
    if ((await visitor.call('auth/plex/poll', { pin: pin.pin })).state === 'authorized') return;
    await sleep(250);
  }
  throw new Error(`${account} was not signed in`);
}

/** Bytes over the wire of a first visit, headers included; pictures apart. @param {import('@playwright/test').Browser} browser */
async function weigh(browser, /** @type {string} */ url, /** @type {Visitor} */ visitor, /** @type {string} */ path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url })));
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const sizes = { rest: 0, pictures: 0 };
  /** @type {Set<string>} */
  const pictures = new Set();
  session.on('Network.responseReceived', ({ requestId, type }) => type === 'Image' && pictures.add(requestId));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    sizes[pictures.has(requestId) ? 'pictures' : 'rest'] += encodedDataLength / 1024;
  });
  await page.goto(url + path, { waitUntil: 'networkidle' });
  await context.close();
  return sizes;
}

/** Fails when a page of the table is not among those that are measured. @param {string[]} paths */
function everyPage(paths) {
  const table = readFileSync(new URL('../app/src/routes.rs', import.meta.url), 'utf8');
  for (const [, pattern = ''] of table.matchAll(/PageRoute::new\(\s*"([^"]+)"/g)) {
    const page = new RegExp(`^${pattern.replace(/\{[^}]+\}/g, '[^/?]+')}(\\?.*)?$`);
    if (!paths.some((path) => page.test(path))) throw new Error(`${pattern} is not measured`);
  }
}

const { program: simulators, addresses } = await startUpstreams();
const { folder, remove } = await temporaryFolder();
const env = { ...pointedAt(addresses), MEDIANEST_DATA_DIR: folder, ADMIN_PASSWORD: FIRST_PASSWORD, LOG_LEVEL: 'warn', LOG_FORMAT: 'json' };

console.log(`\n${profile} build, ${CONNECTIONS} connections, ${SECONDS} s\n`);
const first = await startMedianest(env, { profile });
print('first start (new database, password hashed)', `${first.startedMs.toFixed(0)} ms`);
await first.program.stop();
/** @type {number[]} */
const starts = [];
for (let round = 0; round < 5; round += 1) {
  const { program, startedMs } = await startMedianest(env, { profile });
  starts.push(startedMs);
  await program.stop();
}
print('start, median of 5', `${quantile(starts, 0.5).toFixed(0)} ms`, 'target 100 ms');

const { program, url } = await startMedianest(env, { profile });
const pid = program.child.pid ?? 0;
await sleep(3000);
print('idle', `${resident(pid).toFixed(1)} MB`, 'target 30 MB');

const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const nobody = new Visitor(url, agent);
const ann = new Visitor(url, agent);
const admin = new Visitor(url, agent);
await signInWithPlex(addresses, ann, 'ann');
await admin.call('auth/local', { username: 'admin', password: FIRST_PASSWORD });
await admin.call('auth/password', { current: FIRST_PASSWORD, new: PASSWORD });
await admin.call('admin/welcome');
// What one visitor does here a hundred do in life.
const limits = [
  'requests_per_hour', 'calls_per_minute', 'costly_calls_per_minute', 'searches_per_minute', 'visits_per_minute', 'calls_of_all_per_minute',
  'plex_sign_ins', 'password_tries', 'password_tries_per_account',
];
await admin.call('admin/config/limits', Object.fromEntries(limits.map((limit) => [limit, '0'])));
const request = await ann.call('media/request', { media_type: 'movie', tmdb_id: '1005' });

/** @type {[string, Visitor, string[]][]} */
const pages = [
  ['signed out', nobody, ['/', '/login', '/login/plex', '/about', '/no/such/page', '/search?q=light']],
  [
    'user',
    ann,
    [
      '/', '/dashboard', '/search', '/search?q=light', '/search?q=light&page=2', '/discover', '/discover/trending', '/movie/1001', '/tv/2001',
      '/person/5001', '/requests', `/requests/${request.id}`, '/notifications', '/about', '/movie/99999999',
    ],
  ],
  ['admin', admin, ['/', '/admin/services', '/admin/services/plex', '/admin/requests', '/admin/users', '/admin/settings', '/welcome', '/password']],
];
everyPage(pages.flatMap(([, , paths]) => paths));

console.log('\nfirst visit, KB over the wire (pictures apart)');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'] });
for (const [who, visitor, paths] of pages) {
  for (const path of paths) {
    const { rest, pictures } = await weigh(browser, url, visitor, path);
    print(`  ${who} ${path}`, `${rest.toFixed(0)} + ${pictures.toFixed(0)}`, `target ${path === '/login' ? 120 : 200}`);
  }
}
await browser.close();

console.log(`\n${PAGES} pages of each kind over 16 connections, beside a handler of the same kind that says hello`);
const hello = await startHello(profile);
const compared = 4 * PAGES;
await load(hello.url, { answers: PAGES });
const helloBefore = cpu(hello.program.child.pid ?? 0);
const plain = await load(hello.url, { answers: compared });
const helloCost = (cpu(hello.program.child.pid ?? 0) - helloBefore) / compared;
print('  hello world', `${plain.perSecond.toFixed(0)} /s`, `p50 ${plain.p50.toFixed(1)} ms, p99 ${plain.p99.toFixed(1)} ms, CPU ${(helloCost * 1000).toFixed(3)} ms`);
for (const [visitor, path] of /** @type {const} */ ([
  // The least that this server itself can answer, through all its layers.
  [nobody, '/api/health'],
  [nobody, '/login'],
  [ann, '/dashboard'],
  [ann, '/search?q=light'],
  [ann, '/requests'],
])) {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  await load(url, { path, cookie, answers: 100 });
  const before = cpu(pid);
  const { perSecond, p50, p99 } = await load(url, { path, cookie, answers: PAGES });
  const cost = (cpu(pid) - before) / PAGES;
  const [pace, share] = [(perSecond / plain.perSecond) * 100, (helloCost / cost) * 100];
  print(`  ${path}`, `${perSecond.toFixed(0)} /s`, `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, CPU ${(cost * 1000).toFixed(3)} ms; ${pace.toFixed(0)} % of hello's pace, ${share.toFixed(0)} % by CPU${path.startsWith('/search') ? ' (target 15 %, p99 50 ms)' : ''}`);
  if (p99 > 50 && path.startsWith('/search')) missed.push(`${path}: p99 ${p99.toFixed(1)} ms, target 50`);
  if (Math.max(pace, share) < 15 && path.startsWith('/search')) missed.push(`${path}: ${pace.toFixed(1)} % of hello world, target 15`);
}
await hello.program.stop();
print(`memory after ${compared} pages`, `${resident(pid).toFixed(1)} MB`);

/** @typedef {{ status: Map<number, number>, times: number[], errors: number }} Result */
/** @type {Map<string, Result>} */
const results = new Map();
const visits = pages.flatMap(([who, visitor, paths]) => paths.map((path) => ({ name: `${who} ${path}`, visitor, path })));
let warm = NaN;
const begun = performance.now();
const until = begun + SECONDS * 1000;
const cpuBefore = cpu(pid);
await Promise.all([
  (async () => {
    await sleep((SECONDS * 1000) / 4);
    warm = resident(pid);
  })(),
  ...Array.from({ length: CONNECTIONS }, async (_, start) => {
    for (let next = start; performance.now() < until; next += 1) {
      const visit = visits[next % visits.length];
      if (!visit) return;
      /** @type {Result} */
      const result = results.get(visit.name) ?? { status: new Map(), times: [], errors: 0 };
      results.set(visit.name, result);
      const asked = performance.now();
      try {
        const { status } = await visit.visitor.ask(visit.path);
        result.status.set(status, (result.status.get(status) ?? 0) + 1);
        result.times.push(performance.now() - asked);
      } catch {
        result.errors += 1;
      }
    }
  }),
]);
const took = (performance.now() - begun) / 1000;
const used = cpu(pid) - cpuBefore;
const after = resident(pid);

console.log('\nunder load');
let total = 0;
for (const [name, { status, times, errors }] of results) {
  total += times.length;
  const codes = [...status].map(([code, count]) => `${code} × ${count}`).join(', ');
  print(`  ${name}`, codes, `p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms`);
  if ([...status.keys()].some((code) => code >= 500)) failures.push(`${name} answered 5xx`);
  if (errors) failures.push(`${name}: ${errors} connections broke`);
}
print('answers a second (the load shares the machine)', (total / took).toFixed(0));
print('CPU an answer', `${((used / total) * 1000).toFixed(2)} ms`, 'target 0.2 ms a signed-in page');
await sleep(10_000);
const rested = resident(pid);
print('memory: after a quarter, at the end, 10 s later', `${warm.toFixed(1)}, ${after.toFixed(1)}, ${rested.toFixed(1)} MB`, 'flat: at most 10 % more');
if (rested > warm * 1.1) failures.push(`memory grew from ${warm.toFixed(1)} to ${rested.toFixed(1)} MB`);
agent.destroy();
const code = await program.stop();
await simulators.stop();
await remove();
if (code !== 0) failures.push(`MediaNest ended with ${code}`);
if (program.log.includes('panicked')) failures.push('MediaNest panicked');
print('panics', String(program.log.split('panicked').length - 1), 'target 0');
for (const miss of missed) console.log(`\nmissed: ${miss}`);
for (const failure of failures) console.error(`\nFAILED: ${failure}`);
if (failures.length) console.error(program.log.slice(-4000));
process.exit(failures.length ? 1 : 0);
