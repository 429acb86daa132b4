import tseslint from 'typescript-eslint';

const domainOnly =
  'Rules are pure: they take today and the clock as arguments, so that they give the same answer twice.';

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/kernel/**/*.ts', 'src/*/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'process', message: domainOnly }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: domainOnly },
        { object: 'Math', property: 'random', message: domainOnly },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: domainOnly },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'migrations/**/*.ts'],
    ignores: [
      'src/platform/**',
      'src/main.ts',
      'src/worker.ts',
      'src/migrate.ts',
      'src/set-up.ts',
      'src/demo-data.ts',
      '**/*.spec.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config/env.ts reads the environment.' },
        { object: 'Date', property: 'now', message: 'Ask the Clock, so that a test can set it.' },
        { object: 'Math', property: 'random', message: 'Use node:crypto, or a seeded generator for data.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Ask the Clock, so that a test can set it.',
        },
      ],
    },
  },
);
