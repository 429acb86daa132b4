import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { Pins, type Person } from './pins.service.js';
import { SharedComputers, type SharedComputer } from './shared-computers.service.js';

/** The shared computer at which somebody stands, and who may come back there with their PIN. */
export interface Desk {
  computer: SharedComputer;
  people: Person[];
}

const COOKIE = 'short_breaks_computer';
/** As long as browsers keep any cookie. */
const KEPT_DAYS = 400;

/** Which computer a page is asked from: by the cookie that it was given when it was marked as shared. */
@Injectable()
export class SharedDesk {
  constructor(
    private readonly computers: SharedComputers,
    private readonly pins: Pins,
  ) {}

  /** Nothing on any other computer, and on one that is shared no longer. */
  async of(req: Request): Promise<Desk | undefined> {
    const computer = await this.computerOf(req);
    return computer && { computer, people: await this.pins.people(computer) };
  }

  async computerOf(req: Request): Promise<SharedComputer | undefined> {
    const token = new RegExp(`(?:^|; *)${COOKIE}=([\\w-]{43})(?:;|$)`).exec(req.headers.cookie ?? '')?.[1];
    return token ? this.computers.byToken(token) : undefined;
  }

  /** The cookie by which the browser is known as this computer from now on. No script reads it. */
  remember(res: Response, token: string): void {
    const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure: res.req.secure, path: '/' };
    res.cookie(COOKIE, token, { ...options, maxAge: KEPT_DAYS * 86_400_000 });
  }
}
