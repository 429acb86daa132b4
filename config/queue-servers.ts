export interface RedisServer {
  host: string;
  port: number;
}

/** Where the queue's Redis is. A cluster has no database number and no master's name. */
export interface QueueServers {
  kind: 'single' | 'sentinel' | 'cluster';
  servers: RedisServer[];
  tls: boolean;
  username?: string;
  password?: string;
  /** The name under which the Sentinels know the master. */
  master?: string;
  database: number;
}

const ADDRESS = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/?#]+)(?:\/([^?#]*))?$/;
const USUAL_PORT = { single: 6379, cluster: 6379, sentinel: 26379 };

/**
 * What an address of Redis says: one server (`redis://host:6379/0`), Sentinels and their master's name
 * (`redis+sentinel://one:26379,two:26379/mymaster`, `/mymaster/2` for another database) or nodes of a Cluster
 * (`redis+cluster://one,two`). `undefined` for anything else.
 */
export function queueServers(address: string): QueueServers | undefined {
  const [, scheme, many, user, password, hosts = '', path = ''] = ADDRESS.exec(address) ?? [];
  const kind = (many ?? 'single') as QueueServers['kind'];
  const servers = hosts.split(',').map((host) => serverOf(host, USUAL_PORT[kind]));
  const names = path.split('/');
  const [master, number = ''] = kind === 'sentinel' ? names : [undefined, path];
  const sound =
    scheme !== undefined &&
    servers.every((server) => server !== undefined) &&
    (kind !== 'single' || servers.length === 1) &&
    (kind !== 'sentinel' || (master !== '' && names.length <= 2)) &&
    /^\d{0,3}$/.test(number) &&
    (kind !== 'cluster' || number === '');
  if (!sound) return undefined;
  return {
    kind,
    servers: servers as RedisServer[],
    tls: scheme === 'rediss',
    ...(user && { username: decodeURIComponent(user) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(master && { master }),
    database: Number(number),
  };
}

function serverOf(host: string, usualPort: number): RedisServer | undefined {
  const [, name, port] = /^(\[[0-9a-fA-F:]+\]|[\w.-]+)(?::(\d{1,5}))?$/.exec(host) ?? [];
  if (!name || Number(port ?? 0) > 65_535) return undefined;
  return { host: name.replace(/^\[|\]$/g, ''), port: Number(port ?? usualPort) };
}
