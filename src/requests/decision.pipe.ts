import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../kernel/domain-error.js';

const LARGEST = 2_147_483_647;

/** The number of a signed decision in an address; everything else is one that there is not. */
@Injectable()
export class DecisionParam implements PipeTransform<unknown, number> {
  transform(value: unknown): number {
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1 || number > LARGEST) throw notFound();
    return number;
  }
}
