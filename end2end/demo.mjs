// `make demo`: MediaNest beside simulated services, ready to sign in. `--watch` rebuilds on changes (`make dev`).
import net from 'node:net';
import path from 'node:path';
import { Program, emptied, pointedAt, root, startMedianest, startUpstreams } from './support/programs.mjs';

const PASSWORD = 'demo, change me';
const port = process.env.PORT ?? ((await isFree(3000)) ? '3000' : '0');
const watch = process.argv.includes('--watch');

const { program: simulators, addresses } = await startUpstreams();
const env = {
  ...pointedAt(addresses),
  MEDIANEST_DATA_DIR: await emptied(path.join(root, '.demo')),
  PORT: port,
  ADMIN_PASSWORD: PASSWORD,
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  LOG_FORMAT: 'pretty',
};

/** @type {Program} */
let medianest;
let url = `http://127.0.0.1:${port}`;
if (watch) {
  medianest = new Program('cargo', ['leptos', 'watch', '--split'], {
    env: { ...env, LEPTOS_SITE_ADDR: `127.0.0.1:${port}` },
    echo: true,
  });
} else {
  ({ program: medianest, url } = await startMedianest(env, { echo: true }));
}

console.log(`
  MediaNest   ${url}

  As admin    user name "admin", password "${PASSWORD}"
              (it must be changed at once: any 12 characters that are not a common password)
  With Plex   press "Sign in with Plex"; Plex is simulated too, you choose who you are:
                ben   owns the server, in Overseerr he is the administrator
                ann   may request; somebody has to approve it; 5 films in 7 days
                dora  sees only films; her film requests are approved by themselves; may ask for 4K
                erik  a member whom Overseerr does not know yet
                carl  has a Plex account, but the server is not shared with him
              A 4-character code is typed at ${addresses.plexLinkUrl}

  Try         searching for "light", asking for "Northern Light" or for seasons of "Ninth Hour"
  Overseerr   ${addresses.overseerrUrl} (simulated); accidents and progress on demand: ${addresses.controlUrl}

  Ctrl-C ends it.
`);

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

let stopping = false;
async function stop(code = 0) {
  if (stopping) return;
  stopping = true;
  await medianest.stop();
  await simulators.stop();
  process.exit(code);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
// Ctrl-C reaches them as well as us, and they may be quicker.
for (const program of [medianest, simulators]) {
  void program.ended.then((code) => stop(code === 0 || code === 'SIGINT' ? 0 : 1));
}
