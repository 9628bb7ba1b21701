// Builds the three pages as an integrator would: from the packages as they are published, with a bundler of his own choice
// (here esbuild), or without one.
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { compileScript, parse } from 'vue/compiler-sfc'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const client = (file) => fileURLToPath(import.meta.resolve(`@chopmark/client/${file}`))

/** Single-file components of Vue. */
const singleFileComponents = {
  name: 'single-file-components',
  setup({ onLoad }) {
    onLoad({ filter: /\.vue$/ }, ({ path }) => {
      const { descriptor } = parse(readFileSync(path, 'utf8'), { filename: path })
      const { content } = compileScript(descriptor, { id: path, inlineTemplate: true })
      return { contents: content, loader: 'ts' }
    })
  },
}

const common = {
  ...{ bundle: true, format: 'esm', target: 'es2022', minify: true, splitting: true },
  ...{ logLevel: 'error', plugins: [singleFileComponents], jsx: 'automatic' },
  // Not this repository's: its paths lead to the sources, and an integrator has the packages.
  tsconfigRaw: '{}',
  define: {
    'process.env.NODE_ENV': '"production"',
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
}

rmSync(here('dist'), { recursive: true, force: true })
for (const [name, entry] of [
  ['react', 'page.tsx'],
  ['vue', 'page.ts'],
]) {
  const outdir = here(`dist/${name}`)
  // Workers are entries of their own: the script that starts one finds it beside itself.
  const entryPoints = {
    page: here(`src/${name}/${entry}`),
    'pkcs12-worker': client('pkcs12-worker.js'),
    'hash-worker': client('hash-worker.js'),
  }
  await build({ ...common, entryPoints, outdir })
  // What shows a PDF finds its worker, fonts and character maps beside itself too.
  copyFileSync(client('pdf-worker.js'), `${outdir}/pdf-worker.js`)
  cpSync(join(dirname(client('integrity.json')), 'pdf'), `${outdir}/pdf`, { recursive: true })
  copyFileSync(here(`src/${name}/index.html`), `${outdir}/index.html`)
}

// No bundler: the client's files as they are, found through an import map that says what each of them has to be.
const importMap = readFileSync(client('import-map.json'), 'utf8')
const page = readFileSync(here('src/html/index.html'), 'utf8')
const withMap = page.replace('<script type="importmap">', (tag) => `${tag}${importMap.trim()}`)
mkdirSync(here('dist/html'))
writeFileSync(here('dist/html/index.html'), withMap)
copyFileSync(here('src/html/page.js'), here('dist/html/page.js'))
await build({ ...common, entryPoints: [here('src/portal.ts')], outdir: here('dist/html') })
cpSync(dirname(client('integrity.json')), here('dist/chopmark'), {
  recursive: true,
  filter: (file) => !/\.map$|types$/.test(file),
})
