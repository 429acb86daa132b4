import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../kernel/domain-error.js';
import { READY_ITEMS, type ReadyItem } from './domain/readiness.js';

/** What is no item of the checklist names nothing: 404. */
@Injectable()
export class ReadyItemParam implements PipeTransform<unknown, ReadyItem> {
  transform(value: unknown): ReadyItem {
    const item = READY_ITEMS.find((one) => one === value);
    if (!item) throw notFound();
    return item;
  }
}
