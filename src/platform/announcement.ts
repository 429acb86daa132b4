import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SignIn {
  role: string;
  email: string;
  password: string;
}

const NAME = 'demonstration-sign-ins.json';

/** Keeps the demonstration's sign-ins beside its database, to be shown at each start. */
export function keepSignIns(dataDir: string, signIns: SignIn[]): void {
  writeFileSync(join(dataDir, NAME), `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
}

export function keptSignIns(dataDir: string): SignIn[] {
  const path = join(dataDir, NAME);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SignIn[]) : [];
}

/** What the terminal shows when the service answers. */
export function announcement(address: string, signIns: readonly SignIn[]): string {
  const width = (key: keyof SignIn) => Math.max(0, ...signIns.map((signIn) => signIn[key].length));
  const lines = signIns.map(
    ({ role, email, password }) => `${role.padEnd(width('role'))}  ${email.padEnd(width('email'))}  ${password}`,
  );
  return [`Short Breaks is ready at ${address}`, ...lines, ''].join('\n');
}
