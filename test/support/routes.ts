import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
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
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, object>;
      const base = [Reflect.getMetadata(PATH_METADATA, metatype) as string | string[]].flat();
      for (const name of Object.getOwnPropertyNames(prototype).filter((one) => one !== 'constructor')) {
        const handler = prototype[name];
        const path =
          typeof handler === 'function'
            ? (Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined)
            : undefined;
        if (path === undefined || !handler) continue;
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
        const access = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, metatype)) as
          AccessRule[] | undefined;
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
