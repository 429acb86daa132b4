/**
 * How the tests of the whole service come by the service: what is no test itself is loaded by Node, as it was built, and
 * handed on to the test by its names. Jest's own loading of some thousand modules took each file of tests seconds; this
 * way the service is loaded once for a process, and what is tried is what is shipped.
 */
import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const itself = readFileSync(fileURLToPath(import.meta.url), 'utf8');

/** What was built of a source; a package is as it is. */
function builtOf(path) {
  return path.includes('/node_modules/') ? path : `${root}dist/${relative(root, path).replace(/\.ts$/, '.js')}`;
}

// Out of the test's own context into that of the process.
const asModule = (path, names) => `
  import vm from 'node:vm';
  const load = vm.runInThisContext('(path) => import(path)', {
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const built = await load('${pathToFileURL(path).href}');
  ${names.map((name) => (name === 'default' ? 'export default built.default;' : `export const ${name} = built.${name};`)).join('\n  ')}`;
const asCommonJs = (path) => `
  const main = require('node:vm').runInThisContext('process');
  module.exports = main.getBuiltinModule('module').createRequire('${path}')('${path}');`;

/** Of packages in the one form or in the other; a source is always a module. */
export default {
  createTransformer: ({ commonJs = false } = {}) => ({
    getCacheKey: (_, path) => [itself, commonJs, path, statSync(builtOf(path)).mtimeMs].join(),
    ...(commonJs
      ? { process: (_, path) => ({ code: asCommonJs(path) }) }
      : {
          processAsync: async (_, path) => {
            const built = builtOf(path);
            return { code: asModule(built, Object.keys(await import(pathToFileURL(built).href))) };
          },
        }),
  }),
};
