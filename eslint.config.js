// The rules between rooms: imports go one way. renderer → shared; main → shared, native's client contract;
// backend → shared; shared → nothing outside itself. Main and backend print with src-print, which knows only shared.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

const rooms = {
  renderer: ['**/src-renderer/**'],
  main: ['#main/*', '**/src-main/**'],
  native: ['#native/*', '**/native/**'],
  backend: ['#backend/*', '**/src-backend/**'],
  print: ['#print/*', '**/src-print/**'],
  test: ['#test/*', '**/test/**'],
};
const nodeOnly = ['node:*', 'fs', 'path', 'os', 'crypto', 'child_process', 'worker_threads'];
const wall = (names, extra = []) => [
  'error',
  {
    patterns: [
      ...names.map((name) => ({ group: rooms[name], message: `This room may not import from ${name}.` })),
      ...extra,
    ],
  },
];
const noElectron = {
  group: ['electron', 'electron/*'],
  message: 'Electron belongs to src-main/shells/electron.',
};

export default tseslint.config(
  { ignores: ['out/', 'node_modules/', 'coverage/', 'test/fixtures/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './src-renderer/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-imports': wall([], [noElectron]),
    },
  },
  {
    files: ['src-shared/**/*.ts'],
    rules: {
      'no-restricted-imports': wall(
        ['renderer', 'main', 'native', 'backend', 'print', 'test'],
        [noElectron, { group: nodeOnly, message: 'src-shared is pure: no Node.' }],
      ),
      'no-restricted-globals': ['error', 'window', 'document', 'process', 'Buffer', 'localStorage'],
    },
  },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // Speaks of the React Compiler, which is not used.
      'react-hooks/incompatible-library': 'off',
      'no-restricted-imports': wall(
        ['main', 'native', 'backend', 'print', 'test'],
        [noElectron, { group: nodeOnly, message: 'The renderer has no Node.' }],
      ),
    },
  },
  {
    files: ['src-main/**/*.ts'],
    rules: { 'no-restricted-imports': wall(['renderer', 'backend', 'test'], [noElectron]) },
  },
  {
    files: ['native/**/*.ts'],
    rules: { 'no-restricted-imports': wall(['renderer', 'main', 'backend', 'print', 'test'], [noElectron]) },
  },
  {
    files: ['src-backend/**/*.ts'],
    rules: { 'no-restricted-imports': wall(['renderer', 'main', 'native', 'test'], [noElectron]) },
  },
  {
    files: ['src-print/**/*.ts'],
    rules: { 'no-restricted-imports': wall(['renderer', 'main', 'native', 'backend', 'test'], [noElectron]) },
  },
  {
    files: ['src-main/shells/electron/**/*.ts'],
    rules: { 'no-restricted-imports': wall(['renderer', 'backend', 'test']) },
  },
  {
    // `dvctt backend` and `dvctt demo` run the embedded backend; nothing else of the desktop knows it.
    files: ['src-main/shells/cli/**/*.ts'],
    rules: { 'no-restricted-imports': wall(['renderer', 'test'], [noElectron]) },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-globals': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
