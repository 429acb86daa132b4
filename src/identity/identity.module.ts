import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, HttpAdapterHost } from '@nestjs/core';
import type { Express } from 'express';
import { provideShell } from '../web/shell.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { AccountChangesService } from './account-changes.service.js';
import { AccountEndController } from './account-end.controller.js';
import { AccountController } from './account.controller.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { actorShell } from './actor-shell.js';
import { ActorsService } from './actors.service.js';
import { CredentialsService } from './credentials.service.js';
import { DeputiesController } from './deputies.controller.js';
import { DeputiesPagesController } from './deputies-pages.controller.js';
import { DeputiesService } from './deputies.service.js';
import { DirectoryService } from './directory.service.js';
import { JointWorkRefusal } from './joint-work-refusal.interceptor.js';
import { OwnFeedController } from './own-feed.controller.js';
import { OwnFeedPagesController } from './own-feed-pages.controller.js';
import { OwnAccountService } from './own-account.service.js';
import { FeedAddresses } from './feed-addresses.service.js';
import { FeedTries } from './feed-tries.service.js';
import { IdempotencyKeys } from './idempotency-keys.service.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { RemoveOldKeys, RemoveOldSessions, RemoveOldTokens } from './remove-old-access.js';
import { originOf } from './request-origin.js';
import { LiveController } from './live.controller.js';
import { LiveStreams } from './live-streams.service.js';
import { LockController } from './lock.controller.js';
import { Pins } from './pins.service.js';
import { SharedComputersController } from './shared-computers.controller.js';
import { SharedComputers } from './shared-computers.service.js';
import { SharedDesk } from './shared-desk.service.js';
import { SignInController } from './sign-in.controller.js';
import { SignInLimits } from './sign-in-limits.service.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';

@Global()
@Module({
  controllers: [
    SignInController,
    LockController,
    LiveController,
    SharedComputersController,
    AccountController,
    OwnFeedController,
    OwnFeedPagesController,
    TokensController,
    AccountsController,
    AccountEndController,
    DeputiesController,
    DeputiesPagesController,
  ],
  providers: [
    AccessService,
    AccountChangesService,
    AccountsService,
    ActorsService,
    CredentialsService,
    DeputiesService,
    DirectoryService,
    FeedAddresses,
    FeedTries,
    IdempotencyKeys,
    LiveStreams,
    OwnAccountService,
    Pins,
    SharedComputers,
    SharedDesk,
    RemoveOldKeys,
    RemoveOldSessions,
    RemoveOldTokens,
    SignInLimits,
    TokensService,
    AccessGuard,
    { provide: APP_GUARD, useExisting: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_INTERCEPTOR, useClass: JointWorkRefusal },
  ],
  exports: [ActorsService, AccessGuard, AccessService, DirectoryService, FeedAddresses],
})
export class IdentityModule implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly actors: ActorsService,
  ) {}

  /** Pages that no guard has seen, such as 404, find their shell here. */
  onModuleInit(): void {
    const express = this.http.httpAdapter?.getInstance<Express>();
    if (!express) return;
    provideShell(express, async (req) => {
      const known = req.session.userId ? await this.actors.byUserId(req.session.userId, originOf(req)) : undefined;
      return known && actorShell(known.actor, known.mustChangePassword, req.path);
    });
  }
}
