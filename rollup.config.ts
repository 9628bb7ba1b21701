import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import commonjs from '@rollup/plugin-commonjs'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import type { Plugin, RollupOptions } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** Resolves our own packages to their sources, so that a browser bundle is one tree to shake. */
const ownSources: Plugin = {
  name: 'own-sources',
  resolveId(source) {
    const match = /^@chopmark\/([a-z-]+)(?:\/([a-z0-9-]+))?$/.exec(source)
    if (match === null) return null
    // As their `package.json` says: a module of ours that is not used is not wanted for its effects.
    return {
      id: path(`packages/${match[1]}/src/${match[2] ?? 'index'}.ts`),
      moduleSideEffects: false,
    }
  },
}

/** The style sheets of the dialog without the white space that only their authors read. */
const squeezeStyles: Plugin = {
  name: 'squeeze-styles',
  transform(code, id) {
    if (!/\/(?:dialog\/styles|display\/display-styles)\.ts$/.test(id)) return null
    const squeezed = code.replace(/`[^`]*`/g, (sheet) =>
      sheet
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\s*\n\s*/g, '')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/: /g, ':')
        .replace(/;}/g, '}'),
    )
    return { code: squeezed, map: null }
  },
}

const compile = (): Plugin => esbuild({ target: 'es2022', tsconfig: path('tsconfig.json') })

interface PackageJson {
  readonly dependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
}

/** A package for Node: everything it depends on stays outside. */
function nodePackage(folder: string, inputs: Record<string, string>): RollupOptions {
  const manifest = JSON.parse(readFileSync(path(`${folder}/package.json`), 'utf8')) as PackageJson
  const outside = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
  return {
    input: Object.fromEntries(
      Object.entries(inputs).map(([name, file]) => [name, path(`${folder}/src/${file}`)]),
    ),
    external: (id) =>
      id.startsWith('node:') ||
      id === 'vitest' ||
      id.startsWith('@chopmark/') ||
      outside.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [compile()],
    output: {
      dir: path(`${folder}/dist`),
      format: 'es',
      sourcemap: true,
      chunkFileNames: 'chunks/[name]-[hash].js',
    },
  }
}

/** Shipped code with all it needs inside, for a place where no package manager has been. */
function selfContained(
  input: string,
  file: string,
  format: 'es' | 'iife',
  further: readonly Plugin[] = [],
): RollupOptions {
  return {
    input: path(input),
    external: (id) => id.startsWith('node:'),
    plugins: [ownSources, resolve({ browser: format === 'iife' }), compile(), ...further],
    output: { file: path(file), format, sourcemap: false },
  }
}

/** The parts of the extension that are no code, and its manifest: what is shared, and what a browser wants otherwise. */
function extensionFiles(browser: string): Plugin {
  const folder = path('packages/agent/extension')
  return {
    name: 'extension-files',
    generateBundle() {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const from = join(entry.parentPath, entry.name)
        const fileName = relative(folder, from)
        if (!entry.isFile() || fileName.startsWith('manifests')) continue
        this.emitFile({ type: 'asset', fileName, source: readFileSync(from) })
      }
      const read = (name: string): object =>
        JSON.parse(readFileSync(join(folder, 'manifests', `${name}.json`), 'utf8')) as object
      const source = `${JSON.stringify({ ...read('shared'), ...read(browser) }, null, 2)}\n`
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source })
    },
  }
}

/** One build of the extension for each browser, from one source. */
function extension(browser: string): readonly RollupOptions[] {
  return ['background', 'content', 'prompt', 'options'].map((name) =>
    selfContained(
      `packages/agent/src/extension/${name}.ts`,
      `packages/agent/dist/extension/${browser}/${name}.js`,
      'iife',
      name === 'background' ? [extensionFiles(browser)] : [],
    ),
  )
}

/**
 * What the PDF display finds beside its chunk: the worker of pdf.js as it is published, and below `pdf/` the character maps,
 * standard fonts and image reader that documents need and do not hold.
 */
const pdfFiles: Plugin = {
  name: 'pdf-files',
  generateBundle() {
    const folder = path('node_modules/pdfjs-dist')
    const emit = (fileName: string, from: string): void => {
      this.emitFile({ type: 'asset', fileName, source: readFileSync(join(folder, from)) })
    }
    emit('pdf-worker.js', 'legacy/build/pdf.worker.min.mjs')
    for (const file of ['openjpeg_nowasm_fallback.js', 'LICENSE_OPENJPEG']) {
      emit(`pdf/wasm/${file}`, `wasm/${file}`)
    }
    for (const below of ['cmaps', 'standard_fonts']) {
      for (const file of readdirSync(join(folder, below))) {
        emit(`pdf/${below}/${file}`, `${below}/${file}`)
      }
    }
  },
}

const workerSource = 'packages/client/src/key-sources/ecert-file/pkcs12-worker.ts'
const hashWorkerSource = 'packages/client/src/hashing/hash-worker.ts'

/**
 * A worker and the chunks that it loads when it needs them. None of those may import the worker's own file: WebKit keeps the
 * module that a worker was started with apart from the ones that are imported, runs it a second time, and then two listeners
 * answer each message.
 */
function workerBundle(name: string, source: string, folder: string): RollupOptions {
  const file = `${name}.js`
  const neverImported: Plugin = {
    name: 'worker-never-imported',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk' && chunk.imports.includes(file)) {
          this.error(`${chunk.fileName} imports ${file}, which WebKit would run a second time.`)
        }
      }
    },
  }
  // What the worker and a chunk of its share gets a chunk of its own.
  return {
    ...browserBundle({ [name]: source }, folder, [neverImported]),
    preserveEntrySignatures: 'strict',
  }
}

/** Keeps a local index of modules readable for `npm run size`: chunks lie flat, named after what they hold. */
function browserBundle(
  inputs: Record<string, string>,
  folder: string,
  further: readonly Plugin[] = [],
): RollupOptions {
  return {
    input: Object.fromEntries(Object.entries(inputs).map(([name, file]) => [name, path(file)])),
    // Exports that only chunks of ours want may hang on the entry, so that they need no chunk of their own.
    preserveEntrySignatures: 'allow-extension',
    plugins: [
      ownSources,
      squeezeStyles,
      resolve({ browser: true }),
      commonjs(),
      compile(),
      terser({ module: true, ecma: 2020, compress: { passes: 3 } }),
      ...further,
    ],
    output: {
      dir: path(folder),
      format: 'es',
      sourcemap: true,
      entryFileNames: '[name].js',
      // Flat: `new URL('./pkcs12-worker.js', import.meta.url)` has to find its neighbour from every chunk.
      chunkFileNames: '[name]-[hash].js',
    },
  }
}

export default [
  nodePackage('packages/core', { index: 'index.ts' }),
  nodePackage('packages/verify', { index: 'index.ts' }),
  nodePackage('packages/trust-hk', { index: 'index.ts' }),
  nodePackage('packages/server', {
    index: 'index.ts',
    'store-contract': 'stores/store-contract.ts',
  }),
  nodePackage('packages/test-pki', { index: 'index.ts' }),
  nodePackage('packages/cli', { main: 'main.ts' }),
  nodePackage('packages/agent', { main: 'main.ts' }),
  // Copied to the user's own folder, away from its packages.
  selfContained('packages/agent/src/host/main.ts', 'packages/agent/dist/host.js', 'es'),
  ...extension('chromium'),
  ...extension('firefox'),
  nodePackage('examples/e-government', { main: 'main.ts' }),
  // Each on its own: a chunk shared by page and worker would make the page load what only the worker needs.
  browserBundle({ index: 'packages/client/src/index.ts' }, 'packages/client/dist', [pdfFiles]),
  browserBundle({ pkcs12: 'packages/client/src/pkcs12/index.ts' }, 'packages/client/dist'),
  browserBundle({ encryption: 'packages/client/src/encryption/index.ts' }, 'packages/client/dist'),
  browserBundle(
    { 'key-source-contract': 'packages/client/src/key-sources/key-source-contract.ts' },
    'packages/client/dist',
  ),
  workerBundle('pkcs12-worker', workerSource, 'packages/client/dist'),
  workerBundle('hash-worker', hashWorkerSource, 'packages/client/dist'),
  browserBundle(
    { form: 'examples/e-government/src/page/form.ts' },
    'examples/e-government/dist/public',
    [pdfFiles],
  ),
  browserBundle(
    { payment: 'examples/e-government/src/page/payment.ts' },
    'examples/e-government/dist/public',
  ),
  browserBundle(
    { dialog: 'examples/e-government/src/page/dialog.ts' },
    'examples/e-government/dist/public',
  ),
  browserBundle(
    { desk: 'examples/e-government/src/page/desk.ts' },
    'examples/e-government/dist/public',
  ),
  browserBundle(
    { sandbox: 'examples/e-government/src/page/sandbox.ts' },
    'examples/e-government/dist/public',
  ),
  workerBundle('pkcs12-worker', workerSource, 'examples/e-government/dist/public'),
  workerBundle('hash-worker', hashWorkerSource, 'examples/e-government/dist/public'),
] satisfies RollupOptions[]
