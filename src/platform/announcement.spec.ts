import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { announcement, keepSignIns, keptSignIns } from './announcement.js';

const signIns = [
  { role: 'cas_worker', email: 'kay@council.example', password: 'one' },
  { role: 'manager', email: 'm@council.example', password: 'two' },
];

it('says where the service is and who may sign in, in columns', () => {
  expect(announcement('http://127.0.0.1:3000', signIns).split('\n')).toEqual([
    'Short Breaks is ready at http://127.0.0.1:3000',
    'cas_worker  kay@council.example  one',
    'manager     m@council.example    two',
    '',
  ]);
});

it('says only where the service is when there is no demonstration', () => {
  expect(announcement('http://127.0.0.1:3000', [])).toBe('Short Breaks is ready at http://127.0.0.1:3000\n');
});

it('keeps the sign-ins for their owner alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'announcement-'));
  expect(keptSignIns(folder)).toEqual([]);
  keepSignIns(folder, signIns);
  expect(keptSignIns(folder)).toEqual(signIns);
  expect(statSync(join(folder, 'demonstration-sign-ins.json')).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});
