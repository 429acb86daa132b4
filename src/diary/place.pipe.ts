import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../kernel/domain-error.js';
import { MOST_ROWS } from './domain/bounds.js';

/** The place of a row in its import; every other is a page that there is not. */
@Injectable()
export class PlaceParam implements PipeTransform<unknown, number> {
  transform(value: unknown): number {
    const place = /^\d{1,5}$/.test(String(value)) ? Number(value) : MOST_ROWS;
    if (place >= MOST_ROWS) throw notFound();
    return place;
  }
}
