import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { notFound } from '../kernel/domain-error.js';

/** What is no id names nothing: 404, like an id that nobody has. Used as `@Param('id', IdParam) id: string`. */
@Injectable()
export class IdParam implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (typeof value !== 'string' || !isUUID(value)) throw notFound();
    return value.toLowerCase();
  }
}
