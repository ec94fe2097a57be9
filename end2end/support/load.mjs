// A load that costs little itself: keep-alive sockets that send the same bytes again and again and only look for the
// end of each answer. For ratios between two servers on one machine.
import net from 'node:net';

/** What browsers can read, as they say it. */
export const ENCODINGS = 'gzip, deflate, br, zstd';

/**
 * @typedef {object} Loaded
 * @property {number} answers
 * @property {number} perSecond
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 */

/** Where the answer that begins at 0 ends; 0 while it is not all there. @param {Buffer} bytes */
function end(bytes) {
  const head = bytes.indexOf('\r\n\r\n');
  if (head < 0) return 0;
  const headers = bytes.subarray(0, head).toString('latin1').toLowerCase();
  if (!/^http\/1\.1 200/.test(headers)) throw new Error(`not 200: ${headers.split('\r\n')[0]}`);
  const length = /\r\ncontent-length: (\d+)/.exec(headers);
  if (length) {
    const whole = head + 4 + Number(length[1]);
    return bytes.length >= whole ? whole : 0;
  }
  return bytes.length >= 5 && bytes.subarray(-5).equals(Buffer.from('0\r\n\r\n')) ? bytes.length : 0;
}

/**
 * Asks for one page over `connections` sockets until `answers` were given.
 * @param {string} url @param {{ path?: string, cookie?: string, connections?: number, answers: number }} options
 * @returns {Promise<Loaded>}
 */
export async function load(url, { path = '/', cookie = '', connections = 16, answers }) {
  const { hostname, port, host } = new URL(url);
  const question = Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nAccept-Encoding: ${ENCODINGS}\r\n${cookie && `Cookie: ${cookie}\r\n`}\r\n`,
  );
  /** @type {number[]} */
  const times = [];
  let asked = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise((/** @type {(value?: undefined) => void} */ resolve, reject) => {
          const socket = net.connect(Number(port), hostname);
          let sent = 0;
          /** @type {Buffer} */
          let rest = Buffer.alloc(0);
          const ask = () => {
            if (asked >= answers) return socket.end(() => resolve());
            asked += 1;
            sent = performance.now();
            socket.write(question);
          };
          socket.setNoDelay(true);
          socket.on('connect', ask);
          socket.on('error', reject);
          socket.on('data', (part) => {
            rest = rest.length ? Buffer.concat([rest, part]) : part;
            try {
              if (!end(rest)) return;
            } catch (error) {
              socket.destroy();
              reject(error);
              return;
            }
            times.push(performance.now() - sent);
            rest = Buffer.alloc(0);
            ask();
          });
        }),
    ),
  );
  const seconds = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ part) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? NaN;
  return { answers: times.length, perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99) };
}
