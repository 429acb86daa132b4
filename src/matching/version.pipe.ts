import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../kernel/domain-error.js';

/** The number of a version in an address; everything else is a page that there is not. */
@Injectable()
export class VersionParam implements PipeTransform<unknown, number> {
  transform(value: unknown): number {
    const version = Number(value);
    if (!Number.isInteger(version) || version < 1 || version > 100_000) throw notFound();
    return version;
  }
}
