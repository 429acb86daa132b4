import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemAnswer } from './problem.answer.js';
import { VERSIONED } from './versions.js';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type Responses = Operation['responses'];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** The one route for strangers. */
const SIGN_IN = 'post /api/v1/tokens';

const REASONS: Record<number, string> = {
  400: 'Something that was sent needs to be corrected',
  401: 'The token is missing, ended or unknown',
  403: 'Not one of my tasks, or I need a password of my own first',
  404: 'Nothing that I may see has this id',
  409: 'Not possible as things stand; the title says why',
  413: 'More than 100 kilobytes were sent',
  412: 'It was changed meanwhile: look at it again',
  415: 'What was sent is not JSON',
  422: 'This Idempotency-Key came before with another request',
  428: 'If-Match is missing',
  429: 'Too many tries; wait as long as the title says',
};

/** What every route has by its kind: who may call it, what its answer means, and how it refuses. */
export function completeRoutes(paths: Paths): Paths {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      const complete = { ...item };
      for (const method of METHODS) {
        const operation = item[method];
        if (operation) complete[method] = completed(`${method} ${path}`, operation);
      }
      return [path, complete];
    }),
  );
}

function completed(route: string, operation: Operation): Operation {
  const { [VERSIONED]: versioned, ...described } = operation as Operation & { [VERSIONED]?: boolean };
  const answers = Object.entries(operation.responses).map(([status, answer]) => [
    status,
    {
      ...answer,
      description: (answer && 'description' in answer && answer.description) || operation.summary,
      ...(versioned && { headers: { ETag } }),
    },
  ]);
  const refusals = refusalsOf(route, operation).map((status) => [status, problem(REASONS[status]!)]);
  const headers = headersOf(route);
  return {
    ...described,
    ...(headers.length > 0 && { parameters: [...(operation.parameters ?? []), ...headers] }),
    security: route === SIGN_IN ? [] : [{ bearer: [] }],
    responses: Object.fromEntries([
      ...answers,
      ...refusals,
      ['default', problem('Any other refusal, such as 503 while the service is busy')],
    ]) as Responses,
  };
}

const ETag = { description: 'The version of the record, for `If-Match`', schema: { type: 'string' as const } };
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description:
    'A key of your own, such as a UUID: sent again within a day with the same body, the call is carried out once and answered the same',
  schema: { type: 'string' as const, minLength: 1, maxLength: 255 },
};
const IF_MATCH = {
  name: 'If-Match',
  in: 'header' as const,
  description:
    'The `ETag` that you last saw of what you change (of an offer: its request’s; of a series also that of its list of breaks); if it has changed since, 412',
  schema: { type: 'string' as const },
};
/** What is changed under these paths has an ETag, which a call may name. */
const EDITABLE =
  /^(post|patch) \/api\/v1\/(requests|offers|stays|young-people)\/\{id\}|^(post|put|delete) \/api\/v1\/matching-guide\/draft/;
/** What is replaced whole, or signed as it was seen, names what was seen. */
const NAMES_VERSION = /^(patch|put) |\/draft\/publish$/;

const heedsVersion = (route: string): boolean => EDITABLE.test(route) || NAMES_VERSION.test(route);

function headersOf(route: string) {
  return [
    ...(route.startsWith('post ') && route !== SIGN_IN ? [IDEMPOTENCY_KEY] : []),
    ...(heedsVersion(route) ? [{ ...IF_MATCH, required: NAMES_VERSION.test(route) }] : []),
  ];
}

/** The statuses with which a route of this kind refuses. Whatever names a record may name one that I may not see. */
function refusalsOf(route: string, { parameters = [] }: Operation): number[] {
  const sends = /^(post|put|patch) /.test(route);
  const asks = parameters.some((parameter) => 'in' in parameter && parameter.in === 'query');
  const names = route.includes('{') || sends;
  if (route === SIGN_IN) return [400, 401, 403, 413, 415, 429];
  return [
    ...(sends || asks ? [400] : []),
    ...[401, 403],
    ...(names ? [404] : []),
    ...(sends ? [409, 413, 415] : EDITABLE.test(route) ? [409] : []),
    ...(heedsVersion(route) ? [412] : []),
    ...(route.startsWith('post ') ? [422] : []),
    ...(NAMES_VERSION.test(route) ? [428] : []),
  ];
}

function problem(description: string) {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemAnswer) } } },
  };
}
