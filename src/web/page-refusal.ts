import type { Request, Response } from 'express';
import { DomainError } from '../kernel/domain-error.js';

/** A refusal that people see as a page of its own; programs get the problem document of every DomainError. */
export abstract class PageRefusal extends DomainError {
  abstract show(req: Request, res: Response): Promise<void> | void;
}
