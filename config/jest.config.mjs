import { fileURLToPath } from 'node:url';

const rootDir = fileURLToPath(new URL('..', import.meta.url));

/** TypeScript through SWC, with its decorators' metadata. */
const typescript = [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'es6' },
  },
];

/** What every suite shares: native ES modules. */
const base = {
  rootDir,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': typescript },
};

const built = '<rootDir>/test/support/built-module.mjs';
/** The whole service as it was built, loaded once for a process: see built-module.mjs. */
const whole = {
  ...base,
  transform: {
    '/test/(e2e|browser|support)/[^/]+\\.ts$': typescript,
    '/(src|config|migrations)/.+\\.ts$': built,
    '/node_modules/(.+\\.mjs$|@nestjs/|@seriousme/|@sparticuz/|fast-check/)': built,
    '/node_modules/(@node-rs|ajv|ajv-formats|supertest)/': [built, { commonJs: true }],
  },
  transformIgnorePatterns: ['/node_modules/@?jest'],
  globalSetup: '<rootDir>/test/support/start-database.mjs',
  globalTeardown: '<rootDir>/test/support/stop-database.mjs',
};

export default {
  rootDir,
  testTimeout: 60_000,
  testSequencer: '<rootDir>/config/longest-first.mjs',
  // For two processors: suites that kill programs wait for more than half of their time. A worker more costs its start only.
  maxWorkers: 3,
  // A process goes from file to file, with the service loaded; what the files leave behind must not add up for ever.
  workerIdleMemoryLimit: '1GB',
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{src,config}/**/*.spec.ts'] },
    { ...whole, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'] },
    { ...whole, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.browser-spec.ts'] },
  ],
};
