import { describe, expect, it } from '@jest/globals';
import { candidates, canReach } from './embedded-user.js';

const passwd = 'root:x:0:0:root:/root:/bin/bash\npostgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash\n';

describe('candidates', () => {
  it('prefers who owns the data folder, then postgres, then nobody', () => {
    expect(candidates({ uid: 1000, gid: 1000 }, passwd)).toMatchObject([
      { uid: 1000, gid: 1000 },
      { uid: 101, gid: 104 },
      { uid: 65534, gid: 65534 },
    ]);
  });

  it('never names root', () => {
    expect(candidates({ uid: 0, gid: 0 }, 'postgres:x:0:0::/:/bin/sh')).toEqual([{ uid: 65534, gid: 65534 }]);
  });
});

describe('canReach', () => {
  const user = { uid: 101, gid: 104 };
  const folders: Record<string, { uid: number; gid: number; mode: number }> = {
    '/': { uid: 0, gid: 0, mode: 0o755 },
    '/root': { uid: 0, gid: 0, mode: 0o700 },
    '/root/data': { uid: 101, gid: 104, mode: 0o700 },
    '/srv': { uid: 0, gid: 104, mode: 0o710 },
    '/srv/data': { uid: 101, gid: 0, mode: 0o700 },
    '/srv/shut': { uid: 0, gid: 104, mode: 0o707 },
  };
  const look = (path: string) => folders[path];

  it.each([
    ['/', true],
    ['/srv', true],
    ['/srv/data', true],
    ['/srv/shut', false],
    ['/root/data', false],
    ['/srv/absent', false],
  ])('%s: %s', (folder, reachable) => {
    expect(canReach(folder, user, look)).toBe(reachable);
  });
});
