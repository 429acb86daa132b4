import { JOB_BOARD } from './security-headers.js';
import type { Express, Request, Response } from 'express';

export interface NavItem {
  text: string;
  href: string;
  current: boolean;
  count?: number;
}

/** What stands around every page of somebody who is signed in. */
export interface Shell {
  name: string;
  roleText: string;
  unitText: string;
  nav: NavItem[];
  /** As whom pages hear of what changes, and are looked at again; left out where they do not. */
  live?: string;
}

export type ShellRole = 'cas_worker' | 'unit_staff' | 'manager' | 'administrator';

export const ROLE_TEXT: Record<ShellRole, string> = {
  cas_worker: 'CAS worker',
  unit_staff: 'Unit staff',
  manager: 'Manager',
  administrator: 'Administrator',
};

const NAV: { text: string; href: string; roles: ShellRole[]; also?: RegExp }[] = [
  {
    text: 'Today',
    href: '/',
    roles: ['cas_worker', 'unit_staff', 'manager'],
    also: /^\/(conflicts|emergencies|handover|look-again|roll-call)(\/|$)/,
  },
  {
    text: 'Calendar',
    href: '/calendar',
    roles: ['cas_worker', 'unit_staff', 'manager'],
    also: /^\/(stays|emergency-stays|staffing|visits|reserves|closures|diary|school-terms|units(?!\/[^/]+\/(waiting-list|freed-beds|alert-settings))|suggestions|outcome-measures|register)(\/|$)/,
  },
  {
    text: 'Requests',
    href: '/requests',
    roles: ['cas_worker', 'unit_staff', 'manager'],
    also: /^\/(offers|enquiries|units\/[^/]+\/(waiting-list|freed-beds))(\/|$)/,
  },
  {
    text: 'Young people',
    href: '/young-people',
    roles: ['cas_worker', 'unit_staff', 'manager'],
    also: /^\/information(\/|$)/,
  },
  { text: 'Occupancy', href: '/occupancy', roles: ['unit_staff', 'manager'], also: /^\/(outcomes|equality)(\/|$)/ },
  { text: 'Matching decisions', href: '/matching-decisions', roles: ['unit_staff', 'manager'] },
  { text: 'Matching guide', href: '/matching-guide', roles: ['unit_staff', 'manager'] },
  {
    text: 'Alerts',
    href: '/alerts',
    roles: ['cas_worker', 'unit_staff', 'manager'],
    also: /^\/units\/[^/]+\/alert-settings(\/|$)/,
  },
  { text: 'Notices', href: '/notices', roles: ['cas_worker', 'unit_staff', 'manager'] },
  { text: 'Background work', href: '/stuck-work', roles: ['manager'] },
  { text: 'Accounts', href: '/accounts', roles: ['administrator'] },
  { text: 'Jobs', href: JOB_BOARD, roles: ['administrator'] },
];

/** The navigation of a role, with the page that the path belongs to marked as current. */
export function shellOf(who: { name: string; role: ShellRole; unitText: string }, path: string): Shell {
  const nav = NAV.filter(({ roles }) => roles.includes(who.role)).map(({ text, href, also }) => ({
    text,
    href,
    current: path === href || (href !== '/' && path.startsWith(`${href}/`)) || (also?.test(path) ?? false),
  }));
  return { name: who.name, roleText: ROLE_TEXT[who.role], unitText: who.unitText, nav };
}

type ShellSource = (req: Request) => Promise<Shell | undefined>;

/** Identity says once, at the start, how the shell of a request is found: for pages that no guard has seen (404). */
export function provideShell(express: Express, source: ShellSource): void {
  express.set('shell', source);
}

/** Puts the shell into `res.locals` unless it is there; who is not signed in has none. */
export async function ensureShell(req: Request, res: Response): Promise<void> {
  const source = req.app.get('shell') as ShellSource | undefined;
  if (res.locals['shell'] || !source || !req.session?.userId) return;
  res.locals['shell'] = await source(req);
}
