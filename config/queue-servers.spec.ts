import { describe, expect, it } from '@jest/globals';
import { queueServers } from './queue-servers.js';

describe('an address of Redis', () => {
  it('names one server', () => {
    expect(queueServers('redis://localhost')).toEqual({
      kind: 'single',
      servers: [{ host: 'localhost', port: 6379 }],
      tls: false,
      database: 0,
    });
    expect(queueServers('rediss://queue:p%40ss@10.0.0.7:6380/2')).toEqual({
      kind: 'single',
      servers: [{ host: '10.0.0.7', port: 6380 }],
      tls: true,
      username: 'queue',
      password: 'p@ss',
      database: 2,
    });
    expect(queueServers('redis://:secret@[::1]:6379')).toMatchObject({
      servers: [{ host: '::1', port: 6379 }],
      password: 'secret',
    });
  });

  it('names Sentinels and the master they watch', () => {
    expect(queueServers('redis+sentinel://one:26380,two/mymaster')).toMatchObject({
      kind: 'sentinel',
      servers: [
        { host: 'one', port: 26380 },
        { host: 'two', port: 26379 },
      ],
      master: 'mymaster',
      database: 0,
    });
    expect(queueServers('redis+sentinel://one/mymaster/3')).toMatchObject({ master: 'mymaster', database: 3 });
  });

  it('names nodes of a Cluster', () => {
    expect(queueServers('rediss+cluster://:pw@one:7000,two:7001')).toMatchObject({
      kind: 'cluster',
      tls: true,
      password: 'pw',
      servers: [
        { host: 'one', port: 7000 },
        { host: 'two', port: 7001 },
      ],
    });
  });

  it.each([
    '',
    'localhost:6379',
    'http://localhost',
    'redis://',
    'redis://one,two',
    'redis://one:99999',
    'redis://one/ten',
    'redis+sentinel://one',
    'redis+sentinel://one/a/b/c',
    'redis+cluster://one,two/1',
    'redis+cluster://one,,two',
    'redis://one two',
  ])('is not %j', (address) => {
    expect(queueServers(address)).toBeUndefined();
  });
});
