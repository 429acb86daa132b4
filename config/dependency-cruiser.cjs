/** The design's order: a module imports only modules above it. */
const ORDER = [
  'audit',
  'identity',
  'people',
  'calendar',
  'stays',
  'matching',
  'requests',
  'diary',
  'occupancy',
  'disclosure',
  'alerts',
];
const OPEN = '(\\.service|\\.module|\\.answer)\\.ts$|/domain/';

const order = ORDER.map((module, place) => ({
  name: `${module}-looks-up-only`,
  comment: `The design's order is kernel, platform, web, ${ORDER.join(', ')}: ${module} knows nothing of those behind it. Tell them by an event.`,
  severity: 'error',
  from: { path: `^src/${module}/` },
  to: { path: `^src/(${ORDER.slice(place + 1).join('|') || 'none'})/` },
}));

const doors = ORDER.map((module) => ({
  name: `${module}-by-its-doors`,
  comment: `Other modules use ${module} through its services, its module, its domain and what its API answers, so that the rest can change freely.`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${module}/|entities\\.ts|app\\.module\\.ts|demonstration/|set-up[./])` },
  to: {
    path: `^src/${module}/`,
    pathNot: [
      OPEN,
      module === 'identity' ? '(current-actor\\.decorator|visibility)\\.ts$' : '^$',
      module === 'people' ? 'pages/[a-z-]+\\.page\\.ts$' : '^$',
      module === 'requests' ? 'pages/timeline\\.page\\.ts$' : '^$',
    ],
  },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'kernel-stands-alone',
      comment: 'The kernel imports nothing of ours, so everything may import it.',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: '^(src/(?!kernel)|config|migrations)' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules know plain data only: no Nest, no TypeORM, no web, no database.',
      severity: 'error',
      from: { path: '^src/[a-z]+/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/(kernel|[a-z]+/domain)/|node_modules/(rrule|temporal-polyfill)' },
    },
    {
      name: 'platform-below-all',
      comment: 'The platform serves every module and knows none.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: `^src/(web|${ORDER.join('|')})/` },
    },
    {
      name: 'web-below-modules',
      comment: 'The page shell serves every module and knows none.',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: `^src/(${ORDER.join('|')})/` },
    },
    {
      name: 'frozen-migrations',
      comment: 'A migration is frozen SQL: it must not change when the code does.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { pathNot: 'node_modules/typeorm' },
    },
    {
      name: 'tests-stay-outside',
      comment: 'What runs does not depend on tests.',
      severity: 'error',
      from: { path: '^(src|config|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
    ...order,
    ...doors,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
