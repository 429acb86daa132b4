import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readPostmaster, serves } from './postmaster.js';

describe('readPostmaster', () => {
  it.each([
    ['4711\n/data/cluster\n1763852601\n42899\n\n127.0.0.1\n  123 4\nready\n', { pid: 4711, port: 42899 }],
    ['4711\n/data/cluster\n1763852601\n', { pid: 4711, port: undefined }],
    ['', undefined],
    ['garbage\n', undefined],
  ])('%j', (content, expected) => {
    expect(readPostmaster(content)).toEqual(expected);
  });
});

describe('serves', () => {
  it('does not take a stranger who got the same number for the server', () => {
    const cluster = mkdtempSync(join(tmpdir(), 'cluster-'));
    expect(serves(process.pid, { cluster })).toBe(process.platform !== 'linux');
    expect(serves(2 ** 22 + 1, { cluster })).toBe(false);
    rmSync(cluster, { recursive: true });
  });

  it('knows the process that works in the folder', () => {
    expect(serves(process.pid, { cluster: process.cwd() })).toBe(true);
  });
});
