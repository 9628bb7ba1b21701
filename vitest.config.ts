import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(`packages/${path}`, import.meta.url))

const alias = [
  {
    find: '@chopmark/server/store-contract',
    replacement: source('server/src/stores/store-contract.ts'),
  },
  {
    find: /^@chopmark\/client\/(pkcs12|encryption)$/,
    replacement: source('client/src/$1/index.ts'),
  },
  {
    find: '@chopmark/client/key-source-contract',
    replacement: source('client/src/key-sources/key-source-contract.ts'),
  },
  {
    find: /^@chopmark\/(core|verify|server|client|trust-hk|test-pki)$/,
    replacement: source('$1/src/index.ts'),
  },
]

/** Unit tests stand beside the code; `*.conformance.test.ts` read corpora and take longer. */
export default defineConfig({
  resolve: { alias },
  test: {
    setupFiles: ['./.ci/purity-setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Making RSA keys on a busy machine takes its time; a hang still shows.
          testTimeout: 60_000,
          include: ['packages/*/src/**/*.test.ts', 'examples/*/src/**/*.test.ts'],
          exclude: ['**/*.conformance.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'conformance',
          include: ['packages/*/src/**/*.conformance.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
