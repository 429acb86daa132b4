import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { TestUser } from './builders.js';
import type { TestApp } from './test-app.js';

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters?: { name: string; required?: boolean }[];
  responses: Record<string, { description: string; content?: Record<string, { schema: object }>; headers?: object }>;
}

export type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: object; additionalProperties?: boolean }> };
};

/** The API as its document says it is: every answer to a call is compared with what is written there. */
export class DocumentedApi {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  /** Operations that have answered with success, by their ids. */
  readonly succeeded = new Set<string>();

  private constructor(
    readonly app: TestApp,
    readonly document: Document,
  ) {
    addFormats.default(this.ajv);
    this.ajv.addSchema(closed(document), 'api');
  }

  static async of(app: TestApp): Promise<DocumentedApi> {
    return new DocumentedApi(app, (await app.http.get('/api/openapi.json').expect(200)).body as Document);
  }

  /** Calls the API and returns the body. Throws when the status, the type or a field is not as documented. */
  async call<T = Record<string, unknown>>(
    user: TestUser | undefined,
    route: string,
    status: number,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string];
    const call = this.app.http[method.toLowerCase() as 'get'](`/api/v1${path}`);
    if (user) void call.set('Authorization', `Bearer ${user.token}`);
    for (const [name, value] of Object.entries(headers)) void call.set(name, value);
    const answer = await (/^P/.test(method) ? call.send(body ?? {}) : call);
    const faults = this.faultsOf(method, path, answer.status, answer.type, answer.body);
    if (answer.ok && this.promisesVersion(method, path, status) !== Boolean(answer.headers['etag'])) {
      faults.unshift('ETag is not as documented');
    }
    if (answer.status !== status) faults.unshift(`answered ${answer.status} instead of ${status}`);
    if (faults.length > 0) throw new Error([route, ...faults, JSON.stringify(answer.body)].join('\n'));
    return answer.body as T;
  }

  /** What of an answer is not as documented. */
  faultsOf(method: string, path: string, status: number, type: string, body: unknown): string[] {
    const [template, operation] = this.find(method, path);
    const answer = operation?.responses[status];
    if (!template || !operation || !answer) return [`${method} ${path} does not say that it answers ${status}`];
    if (status < 300) this.succeeded.add(operation.operationId);
    if (!answer.content) return type === '' ? [] : [`${type} where nothing is documented`];
    if (!answer.content[type]) return [`${type} instead of ${Object.keys(answer.content).join()}`];
    const place = ['paths', template, method.toLowerCase(), 'responses', `${status}`, 'content', type, 'schema'];
    const check: ValidateFunction = this.ajv.compile({ $ref: `api#/${place.map(escaped).join('/')}` });
    if (check(body)) return [];
    return (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  private promisesVersion(method: string, path: string, status: number): boolean {
    const [, operation] = this.find(method, path);
    return Boolean(operation?.responses[status]?.headers);
  }

  private find(method: string, path: string): [template?: string, operation?: Operation] {
    const wanted = `/api/v1${path.split('?')[0]}`;
    const template = Object.keys(this.document.paths).find((one) =>
      new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(wanted),
    );
    return template ? [template, this.document.paths[template]?.[method.toLowerCase()]] : [];
  }
}

/** The document without leave to answer more than it says. */
function closed(document: Document): Document {
  const copy = structuredClone(document);
  for (const schema of Object.values(copy.components.schemas)) {
    if (schema.properties) schema.additionalProperties = false;
  }
  return copy;
}

/** A part of a JSON pointer, as a URI's fragment holds it. */
function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
