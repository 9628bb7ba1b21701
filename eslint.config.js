import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/*.js', '**/*.mjs', 'examples/*/public/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a literal union.' },
        {
          selector: 'ExportAllDeclaration:not([exportKind="type"])',
          message: 'List exports explicitly.',
        },
      ],
    },
  },
  {
    // Their misuse is the point.
    files: ['**/*.test-d.ts'],
    rules: { '@typescript-eslint/no-unsafe-return': 'off' },
  },
)
