import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { Env } from '../../config/env.js';
import { forbidden } from '../kernel/domain-error.js';
import { ACCESS, JOINT_WORK, type AccessRule } from '../platform/access.js';
import { isToken } from '../platform/metrics/scraper.js';
import { ActorsService, type KnownActor } from './actors.service.js';
import { BEFORE_OWN_PASSWORD } from './own-password.decorator.js';
import { LOOKS_ON, onlyLooksOn, ROLES, withoutJointWork } from './domain/actor.js';
import { notYours as notOneOfYours } from './domain/who-does.js';
import { isApi, originOf } from './request-origin.js';
import { actorShell } from './actor-shell.js';
import { CredentialsService } from './credentials.service.js';
import { SharedDesk } from './shared-desk.service.js';
import { OwnPasswordNeeded, SignInNeeded } from './sign-in-needed.js';
import { localPath } from '../web/local-path.js';
import { LIVE, lockedPath, shownPath } from '../web/page-session.js';

/**
 * Stands before every handler. What says nothing about who may call it is refused to everybody. The API knows bearer
 * tokens only, pages sessions only.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly actors: ActorsService,
    private readonly desk: SharedDesk,
    private readonly credentials: CredentialsService,
    private readonly env: Env,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = [context.getHandler(), context.getClass()];
    const rules = this.reflector.getAllAndOverride<AccessRule[] | undefined>(ACCESS, handler) ?? [];
    const http = context.switchToHttp();
    await this.admit(http.getRequest<Request>(), http.getResponse<Response>(), rules, {
      isJoint: this.reflector.getAllAndOverride<boolean | undefined>(JOINT_WORK, handler) ?? false,
      beforeOwnPassword: this.reflector.getAllAndOverride<boolean | undefined>(BEFORE_OWN_PASSWORD, handler) ?? false,
    });
    return true;
  }

  /** Lets whoever calls in by these rules, or throws the refusal. */
  async admit(
    req: Request,
    res: Response,
    rules: readonly AccessRule[],
    { beforeOwnPassword = false, isJoint = false } = {},
  ): Promise<void> {
    if (rules.includes('scraper')) return this.admitScraper(req);
    if (req.lockedOut) await this.recordLock(req, req.lockedOut);
    const known = await this.find(req);
    if (known) this.welcome(known, req, res);
    if (rules.includes('stranger')) return;
    if (!known) throw new SignInNeeded(isApi(req) ? undefined : await this.desk.of(req));
    if (known.mustChangePassword && !beforeOwnPassword) throw new OwnPasswordNeeded();
    if (rules.includes('anyone-signed-in')) return;
    if (!rules.includes(known.actor.role)) throw notYours(rules);
    if (READS.includes(req.method)) return;
    if (onlyLooksOn(known.actor)) throw forbidden(LOOKS_ON);
    if (known.actor.role === 'cas_worker' && !isJoint) req.actor = withoutJointWork(known.actor);
  }

  private async admitScraper(req: Request): Promise<void> {
    if (isToken(bearerOf(req), this.env.METRICS_TOKEN)) return;
    const known = await this.byToken(req);
    if (!known) throw new SignInNeeded();
    if (known.actor.role !== 'administrator' || known.mustChangePassword) throw notYours(['administrator']);
  }

  private async find(req: Request): Promise<KnownActor | undefined> {
    if (isApi(req)) return this.byToken(req);
    const userId = req.session?.userId;
    return userId ? this.actors.byUserId(userId, originOf(req)) : undefined;
  }

  /** Nobody had used the shared computer: the session ended before this request. */
  private recordLock(req: Request, { userId, computerId }: NonNullable<Request['lockedOut']>): Promise<void> {
    return this.credentials.recordLock({ id: userId, from: originOf(req) }, computerId);
  }

  private welcome({ actor, mustChangePassword }: KnownActor, req: Request, res: Response): void {
    req.actor = actor;
    if (isApi(req) || req.path === LIVE) return;
    res.locals['shell'] = actorShell(actor, mustChangePassword, shownPath(req));
    if (!req.session.computer) return;
    const path = localPath(req.originalUrl) ?? '/';
    res.locals['locks'] = { path, url: lockedPath(path), after: this.env.SHARED_LOCK_MINUTES * 60 + 1 };
  }

  private async byToken(req: Request): Promise<KnownActor | undefined> {
    const token = bearerOf(req);
    return token ? this.actors.byToken(token, originOf(req)) : undefined;
  }
}

/** What changes nothing. What is everybody's own, such as their account, is for anyone who is signed in. */
const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Whose it is, from the rule of the handler itself, so that pages and programs are told the same. */
const notYours = (rules: readonly AccessRule[]) =>
  forbidden(
    notOneOfYours(
      undefined,
      ROLES.filter((role) => rules.includes(role)),
    ),
  );

function bearerOf(req: Request): string | undefined {
  return /^Bearer +([\w-]{1,200})$/i.exec(req.get('authorization') ?? '')?.[1];
}
