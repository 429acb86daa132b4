import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { BullBoardModule } from '@bull-board/nestjs';
import { Module, type DynamicModule } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { QUEUE } from '../platform/jobs/job-list.js';
import { JOB_BOARD } from '../web/security-headers.js';
import { AccessGuard } from './access.guard.js';
import { IdentityModule } from './identity.module.js';

const BOARD_TITLE = 'Short Breaks: jobs';

/** The queue as administrators may look at it. Work that is stuck is a manager's to retry, on a page of ours. */
@Module({})
export class JobBoardModule {
  static forRoot(): DynamicModule {
    return {
      module: JobBoardModule,
      imports: [
        BullBoardModule.forRootAsync({
          imports: [IdentityModule],
          inject: [AccessGuard],
          useFactory: (guard: AccessGuard) => ({
            route: JOB_BOARD,
            adapter: ExpressAdapter,
            middleware: async (req: Request, res: Response, next: NextFunction) => {
              await guard.admit(req, res, ['administrator']);
              next();
            },
            boardOptions: { uiConfig: { boardTitle: BOARD_TITLE, hideRedisDetails: true } },
          }),
        }),
        BullBoardModule.forFeature({ name: QUEUE, adapter: BullMQAdapter, options: { readOnlyMode: true } }),
      ],
    };
  }
}
