import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import type { Observable } from 'rxjs';
import { invalidField } from '../kernel/domain-error.js';

/** The largest file that is taken anywhere, in bytes. */
const LARGEST = 5 * 1024 * 1024;

/** Where a form brings a file along: nowhere else is more read than fields. */
const TAKES_FILE = /^\/diary\/new\/?$/;
/** The same of the API. */
const API_TAKES_FILE = /^\/api\/v1\/units\/[^/]+\/diary-imports\/?$/;

/** A file that came with a form, held in memory: it is never written to a disk. */
export interface Upload {
  name: string;
  bytes: Buffer;
}

/** Whether a file may come with this request. */
export function mayBringFile(req: Request): boolean {
  return req.method === 'POST' && (TAKES_FILE.test(req.path) || API_TAKES_FILE.test(req.path));
}

const take = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: LARGEST, files: 1, fields: 10, fieldSize: 2_000, parts: 12, headerPairs: 50 },
}).single('file');

/** Reads the form that brings a file; one that is too large is noted, so that the page can say so. */
function takeFile(req: Request, res: Response): Promise<void> {
  return new Promise((done, failed) => {
    take(req, res, (error: unknown) => {
      if (error instanceof MulterError)
        res.locals['uploadRefused'] = error.code === 'LIMIT_FILE_SIZE' ? TOO_LARGE : NOT_A_FORM;
      // Whatever else is wrong with it (cut off on the way, no form at all) says so alike, and nothing of it is kept.
      else if (error) res.locals['uploadRefused'] = NOT_A_FORM;
      done();
    });
    req.once('aborted', () => failed(new Error('the upload was broken off')));
  });
}

const TOO_LARGE = 'The file is larger than 5 MB. Leave out what is no part of the diary, or divide it.';
const NOT_A_FORM = 'The file did not arrive whole. Choose it again.';
const NO_FILE = 'Choose the file with the diary.';

/** Of a page only who is signed in may bring a file: nobody else has a byte of it read. Stands behind the session. */
export const uploadsOnPages: RequestHandler = (req: Request, res: Response, next: NextFunction) => {
  if (!mayBringFile(req) || !req.is('multipart/form-data') || !req.session?.userId) return next();
  takeFile(req, res).then(() => next(), next);
};

/** The same of the API, where the guards come first. */
@Injectable()
export class UploadInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const req = http.getRequest<Request>();
    if (req.is('multipart/form-data')) await takeFile(req, http.getResponse<Response>());
    return next.handle();
  }
}

/** The file that came with the request, or a refusal that says what to do. */
export function uploadOf(req: Request): Upload {
  const refused = req.res?.locals['uploadRefused'] as string | undefined;
  if (refused) throw invalidField('file', refused);
  if (!req.file || req.file.size === 0) throw invalidField('file', NO_FILE);
  return { name: req.file.originalname, bytes: req.file.buffer };
}
