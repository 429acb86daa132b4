import { Global, Module } from '@nestjs/common';
import { ChangesAtWork } from './changes-at-work.js';
import { LiveChanges } from './live-changes.js';

/** What changes while people look on. */
@Global()
@Module({ providers: [LiveChanges, ChangesAtWork], exports: [LiveChanges, ChangesAtWork] })
export class LiveModule {}
