import { afterEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builders } from '../support/builders.js';
import { hasRedis, RedisServer } from '../support/redis-server.js';
import { startTestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const servers: RedisServer[] = [];

async function aServer(options?: string[]): Promise<RedisServer> {
  const server = await RedisServer.start(options);
  servers.push(server);
  return server;
}

/** One reminder through the queue at the address. */
async function expectJobsThrough(address: string): Promise<void> {
  const app = await startTestApp({ REDIS_URL: address }, { work: true });
  try {
    const make = builders(app);
    const house = await make.aHouse();
    const { offer } = await make.anOffer(house, await make.aYoungPerson(house), { inDays: 60 });
    await app.sql(`UPDATE outbox SET due_at = now() WHERE handler = 'remind-of-offer'`);
    const told = () => app.sql(`SELECT 1 FROM notices WHERE offer_id = $1 AND kind = 'offer_half_way'`, [offer]);
    await until(async () => (await told()).length === 1, 'nobody was reminded');
    expect(await told()).toHaveLength(1);
  } finally {
    await app.close();
  }
}

(hasRedis() ? describe : describe.skip)('the queue', () => {
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  it('is found by Sentinels', async () => {
    const master = await aServer();
    const config = join(mkdtempSync(join(tmpdir(), 'short-breaks-redis-')), 'sentinel.conf');
    writeFileSync(config, `sentinel monitor beds 127.0.0.1 ${master.port} 1\n`);
    const sentinel = await aServer([config, '--sentinel']);
    await expectJobsThrough(`redis+sentinel://127.0.0.1:${sentinel.port}/beds`);
  }, 60_000);

  it('lives in a Cluster', async () => {
    const node = await aServer([
      '--cluster-enabled',
      'yes',
      '--cluster-config-file',
      'nodes.conf',
      '--cluster-announce-ip',
      '127.0.0.1',
    ]);
    const cli = (...args: string[]) => execFileSync('redis-cli', ['-p', String(node.port), ...args]).toString();
    cli('cluster', 'addslotsrange', '0', '16383');
    await until(() => cli('cluster', 'info').includes('cluster_state:ok'), 'the cluster did not form');
    await expectJobsThrough(`redis+cluster://127.0.0.1:${node.port}`);
  }, 60_000);
});
