import { Injectable } from '@nestjs/common';
import { readTold, type Change } from './told.js';

/**
 * What changes, for those who do the jobs: heard beside the outbox, on the same connection, once it is committed. So whoever
 * changes something is not kept waiting by what comes of it. Where nobody does jobs nothing is heard here, and what is told
 * while a connection is made anew is missed: what hangs on it needs a time of its own at which it looks.
 */
@Injectable()
export class ChangesAtWork {
  private readonly hearers: ((change: Change) => void)[] = [];

  tellTo(hearer: (change: Change) => void): void {
    this.hearers.push(hearer);
  }

  heard(payload: string): void {
    const told = readTold(payload);
    if (told?.what === 'change') for (const hearer of this.hearers) hearer(told.change);
  }
}
