import { cpus } from 'node:os'
import { parseCertificate, parseCertificateList, parseSignedData, parsing } from '@chopmark/core'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { makeInputs } from './inputs.js'

/** asn1js refuses a CRL of more than some thousand entries unless its limits are lifted. */
const lifted = { maxNodes: 100_000_000, maxDepth: 100, maxContentLength: 0x7fff_ffff }

interface Row {
  readonly input: string
  readonly candidate: string
  readonly run: () => unknown
}

const { certificate, cms, crl, lastSerialNumber } = await makeInputs()

const walk = (bytes: Uint8Array): unknown => parsing(bytes, (reader) => reader.opaque())
const tree = (bytes: Uint8Array): asn1js.BaseBlock => {
  const { offset, result } = asn1js.fromBER(bytes, lifted)
  if (offset === -1) throw new Error(result.error)
  return result
}
const ok = (result: { readonly ok: boolean }): unknown => {
  if (!result.ok) throw new Error('refused')
  return result
}
const size = (bytes: Uint8Array): string =>
  bytes.length < 100_000 ? `${bytes.length} B` : `${(bytes.length / 1e6).toFixed(2)} MB`

const rows: readonly Row[] = [
  ...(
    [
      [`certificate, ${size(certificate)}`, certificate],
      [`CMS signature, ${size(cms)}`, cms],
    ] as const
  ).flatMap(([input, bytes]) => [
    { input, candidate: 'own reader, every value walked', run: () => walk(bytes) },
    { input, candidate: 'asn1js, tree of every value', run: () => tree(bytes) },
  ]),
  {
    input: `certificate, ${size(certificate)}`,
    candidate: 'own parseCertificate',
    run: () => ok(parseCertificate(certificate)),
  },
  {
    input: `certificate, ${size(certificate)}`,
    candidate: 'pkijs Certificate.fromBER',
    run: () => pkijs.Certificate.fromBER(certificate),
  },
  {
    input: `CMS signature, ${size(cms)}`,
    candidate: 'own parseSignedData',
    run: () => ok(parseSignedData(cms)),
  },
  {
    input: `CMS signature, ${size(cms)}`,
    candidate: 'pkijs ContentInfo + SignedData',
    run: () => new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(cms).content }),
  },
  {
    input: `CRL, 50,000 entries, ${size(crl)}`,
    candidate: 'own parse, index and one look-up',
    run: () => {
      const list = parseCertificateList(crl)
      if (!list.ok || list.value.find(lastSerialNumber).length !== 1) throw new Error('not found')
      return list
    },
  },
  {
    input: `CRL, 50,000 entries, ${size(crl)}`,
    candidate: 'asn1js, tree of every value',
    run: () => tree(crl),
  },
  {
    input: `CRL, 50,000 entries, ${size(crl)}`,
    candidate: 'pkijs CertificateRevocationList',
    run: () => new pkijs.CertificateRevocationList({ schema: tree(crl) }),
  },
]

/** Least time of one run, in milliseconds: noise only ever adds. */
function leastMs(run: () => unknown): { readonly coldMs: number; readonly warmMs: number } {
  const first = performance.now()
  run()
  const coldMs = performance.now() - first
  // What takes seconds is warm within its first run.
  if (coldMs > 2000) return { coldMs, warmMs: coldMs }
  const perRound = Math.max(1, Math.min(5000, Math.floor(100 / coldMs)))
  let warmMs = Number.POSITIVE_INFINITY
  for (let round = 0; round < 12; round++) {
    const started = performance.now()
    for (let i = 0; i < perRound; i++) run()
    warmMs = Math.min(warmMs, (performance.now() - started) / perRound)
  }
  return { coldMs, warmMs }
}

/** Memory that one result holds on to, in bytes. */
function heldBytes(run: () => unknown): number {
  const used = (): number => {
    globalThis.gc?.()
    globalThis.gc?.()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const count = 20
  run()
  const once = used()
  const one = run()
  const held = used() - once
  if (held > 1e6) return one === undefined ? 0 : held
  const many: unknown[] = []
  const before = used()
  for (let i = 0; i < count; i++) many.push(run())
  const after = used()
  return many.length === count ? Math.max(0, (after - before) / count) : 0
}

const time = (ms: number): string =>
  ms < 1 ? `${(ms * 1000).toFixed(1)} µs` : `${ms.toFixed(1)} ms`
const memory = (bytes: number): string =>
  bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`

console.log(
  `Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${new Date().toISOString().slice(0, 10)}`,
)
console.log(
  '| input | candidate | first run | warm, least | held |\n| --- | --- | --- | --- | --- |',
)
for (const { input, candidate, run } of rows) {
  const { coldMs, warmMs } = leastMs(run)
  console.log(
    `| ${input} | ${candidate} | ${time(coldMs)} | ${time(warmMs)} | ${memory(heldBytes(run))} |`,
  )
}
