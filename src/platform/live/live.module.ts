import { Global, Module } from '@nestjs/common';
import { LiveChanges } from './live-changes.js';

/** What changes while people look on. */
@Global()
@Module({ providers: [LiveChanges], exports: [LiveChanges] })
export class LiveModule {}
