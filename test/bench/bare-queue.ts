import { createServer } from 'node:http';
import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker } from 'bullmq';
import { Env } from '../../config/env.js';
import { jobOptions } from '../../src/platform/jobs/job-options.js';
import { queueConnection } from '../../src/platform/jobs/queue-connection.js';

/**
 * BullMQ alone, with an empty handler and the service's own settings: a call with `?jobs=n` is answered once n jobs, added
 * together, are done.
 */
const [address, port] = process.argv.slice(2) as [string, string];
const isRedis = address.startsWith('redis');
if (!isRedis) setDefaultBackendFactory(createPostgresBackend);
const settings = isRedis ? { REDIS_URL: address } : { DATABASE_URL: address };
const connection = queueConnection(settings, 'worker').connection as object;
const defaults = new Env();
const options = { connection, prefix: '{bare}', defaultJobOptions: jobOptions(defaults) };

let left = 0;
let done: () => void = () => undefined;
const queue = new Queue('bare', options);
const worker = new Worker('bare', async () => undefined, { ...options, concurrency: defaults.JOB_CONCURRENCY });
worker.on('completed', () => {
  left -= 1;
  if (left === 0) done();
});
worker.on('error', (error) => process.stderr.write(`${error.message}\n`));

async function run(jobs: number): Promise<void> {
  left = jobs;
  const all = new Promise<void>((ended) => (done = ended));
  for (let added = 0; added < jobs; added += 500) {
    const some = Array.from({ length: Math.min(500, jobs - added) }, () => ({ name: 'nothing', data: {} }));
    await queue.addBulk(some);
  }
  await all;
}

await worker.waitUntilReady();
createServer((req, res) => {
  const jobs = Number(new URL(req.url!, 'http://localhost').searchParams.get('jobs'));
  run(jobs).then(
    () => res.end(),
    (error: Error) => res.writeHead(500).end(error.message),
  );
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
