import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer, Reflector } from '@nestjs/core';
import type { Role } from '../../src/identity/domain/actor.js';
import { ACCESS, type AccessRule } from '../../src/platform/access.js';
import type { TestApp } from './test-app.js';

export interface Route {
  method: string;
  /** With its parameters as written, such as `/stays/:id/arrive`. */
  path: string;
  access: AccessRule[] | undefined;
}

/** Every route of the service, with its rule on who may call it, read off the controllers themselves. */
export function routesOf({ app }: TestApp): Route[] {
  const routes: Route[] = [];
  const reflector = new Reflector();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, () => void>;
      const base = [reflector.get<string | string[]>(PATH_METADATA, metatype)].flat();
      for (const name of Object.getOwnPropertyNames(prototype).filter((one) => one !== 'constructor')) {
        const handler = prototype[name];
        const path =
          typeof handler === 'function'
            ? reflector.get<string | string[] | undefined>(PATH_METADATA, handler)
            : undefined;
        if (path === undefined || !handler) continue;
        const method = RequestMethod[reflector.get<RequestMethod>(METHOD_METADATA, handler)];
        const access = reflector.getAllAndOverride<AccessRule[] | undefined>(ACCESS, [handler, metatype]);
        for (const start of base) {
          for (const end of [path].flat()) {
            routes.push({ method, path: `/${start}/${end}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'), access });
          }
        }
      }
    }
  }
  return routes;
}

/** Of one address key workers read another page than the unit does. */
export const asRead = ({ path }: Route, role: Role): string =>
  path === '/requests/:id/options' && role === 'cas_worker' ? `${path} of a key worker` : path;
