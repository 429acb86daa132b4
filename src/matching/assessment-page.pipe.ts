import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../kernel/domain-error.js';
import { FIXED_PAGES, type AssessmentPage } from './domain/assessment.js';
import { FACTOR_IDS } from './domain/factors.js';

/** A page of a draft by its name in the address; every other is a page that there is not. */
@Injectable()
export class AssessmentPageParam implements PipeTransform<unknown, AssessmentPage> {
  transform(value: unknown): AssessmentPage {
    const page = [...FIXED_PAGES, ...FACTOR_IDS].find((one) => one === value);
    if (!page) throw notFound();
    return page;
  }
}
