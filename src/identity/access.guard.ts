import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { forbidden } from '../kernel/domain-error.js';
import { ACCESS, type AccessRule } from '../platform/access.js';
import { ActorsService, type KnownActor } from './actors.service.js';
import { BEFORE_OWN_PASSWORD } from './own-password.decorator.js';
import { isApi, originOf } from './request-origin.js';
import { actorShell } from './actor-shell.js';
import { OwnPasswordNeeded, SignInNeeded } from './sign-in-needed.js';

/**
 * Stands before every handler. What says nothing about who may call it is refused to everybody. The API knows bearer
 * tokens only, pages sessions only.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly actors: ActorsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = [context.getHandler(), context.getClass()];
    const rules = this.reflector.getAllAndOverride<AccessRule[] | undefined>(ACCESS, handler) ?? [];
    const http = context.switchToHttp();
    const req = http.getRequest<Request>();
    const known = await this.find(req);
    if (known) welcome(known, req, http.getResponse<Response>());
    if (rules.includes('stranger')) return true;
    if (!known) throw new SignInNeeded();
    const { actor, mustChangePassword } = known;
    if (mustChangePassword && !this.reflector.getAllAndOverride<boolean | undefined>(BEFORE_OWN_PASSWORD, handler)) {
      throw new OwnPasswordNeeded();
    }
    if (rules.includes('anyone-signed-in') || rules.includes(actor.role)) return true;
    throw forbidden('Your role does not include this. Ask your administrator if you think it should.');
  }

  private async find(req: Request): Promise<KnownActor | undefined> {
    if (!isApi(req)) {
      const userId = req.session?.userId;
      return userId ? this.actors.byUserId(userId, originOf(req)) : undefined;
    }
    const [, token] = /^Bearer +([\w-]{1,200})$/i.exec(req.get('authorization') ?? '') ?? [];
    return token ? this.actors.byToken(token, originOf(req)) : undefined;
  }
}

function welcome({ actor, mustChangePassword }: KnownActor, req: Request, res: Response): void {
  req.actor = actor;
  if (!isApi(req)) res.locals['shell'] = actorShell(actor, mustChangePassword, req.path);
}
