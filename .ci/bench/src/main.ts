import { cpus } from 'node:os'
import type { Bench } from './bench.js'
import { opensslVersion } from './candidates/openssl.js'
import { benchAsn1, benchSize } from './sections/commands.js'
import { benchCrl } from './sections/crl.js'
import { benchLadder } from './sections/ladder.js'
import { benchPkcs12 } from './sections/pkcs12.js'
import { benchStart } from './sections/start.js'
import { benchStream } from './sections/stream.js'
import { benchValidate } from './sections/validate.js'

const sections: Readonly<Record<string, (bench: Bench) => Promise<void> | void>> = {
  validate: benchValidate,
  crl: benchCrl,
  stream: benchStream,
  ladder: benchLadder,
  pkcs12: benchPkcs12,
  start: benchStart,
  size: benchSize,
  asn1: benchAsn1,
}

const [here = '', folder = '', ...options] = process.argv.slice(2)
const only = options.indexOf('--only')
const chosen = only === -1 ? Object.keys(sections) : (options[only + 1] ?? '').split(',')
const unknown = chosen.filter((name) => !(name in sections))
if (unknown.length > 0 || (only === -1 && options.length > 0)) {
  console.error(`Usage: npm run bench [-- --only ${Object.keys(sections).join(',')}]`)
  process.exit(64)
}

const started = performance.now()
const model = cpus()[0]?.model.trim() ?? 'unknown processor'
const date = new Date().toISOString().slice(0, 10)
console.log(
  `${date}, Node ${process.versions.node}, ${opensslVersion()}, ${model}, one of ${cpus().length} cores`,
)
console.log(
  'Processor time (not the clock on the wall), medians of interleaved rounds, the least beside them: noise only ever adds. Only ratios travel.',
)
for (const name of chosen) await sections[name]?.({ here, folder, rounds: 27 })
console.log(`\n${Math.round((performance.now() - started) / 1000)} s in all.`)
