import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import express, { type NextFunction, type Request, type Response } from 'express';
import { completeRoutes } from './api-routes.js';
import { ProblemAnswer } from './problem.answer.js';

const ABOUT = `Everything that the pages do, for scripts. Get a token with \`POST /api/v1/tokens\` and send it as \`Authorization: Bearer …\`.
Dates are \`YYYY-MM-DD\`, a night is the date on which it begins, and every \`to\` of a range of nights is exclusive.
Errors are \`application/problem+json\` (RFC 9457) with a sentence as \`title\` and \`errors\` for fields. Lists are \`{ items, next }\`.`;

/** Serves the OpenAPI document of the API's own routes, and a page to try them. Neither holds any record. */
export function serveApiDocument(app: NestExpressApplication): void {
  SwaggerModule.setup('api', besideCalls(app), () => apiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Short Breaks: the API',
  });
}

/** The page's own files are on disk: they come after a look there, which no call of the API should pay for. */
function besideCalls(app: NestExpressApplication): NestExpressApplication {
  const useStaticAssets = (folder: string, { prefix }: { prefix: string }) => {
    const files = express.static(folder);
    app.use(prefix, (req: Request, res: Response, next: NextFunction) =>
      req.path.startsWith('/v1/') ? next() : files(req, res, next),
    );
  };
  return Object.create(app, { useStaticAssets: { value: useStaticAssets } }) as NestExpressApplication;
}

function apiDocument(app: NestExpressApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Short Breaks')
    .setDescription(ABOUT)
    .setVersion('1')
    .addServer('/')
    .addBearerAuth({ type: 'http', bearerFormat: 'opaque', description: 'A token from `POST /api/v1/tokens`' })
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [ProblemAnswer] });
  // Pages are for people: they do not belong in the document.
  const paths = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/v1'));
  return { ...document, paths: completeRoutes(Object.fromEntries(paths)) };
}
