import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../kernel/domain-error.js';
import { ALERT_KINDS, type AlertKind } from './domain/alert-kinds.js';

/** A kind of alert in an address; what is none names nothing: 404. */
@Injectable()
export class KindParam implements PipeTransform<unknown, AlertKind> {
  transform(value: unknown): AlertKind {
    const kind = ALERT_KINDS.find((one) => one === value);
    if (!kind) throw notFound();
    return kind;
  }
}
