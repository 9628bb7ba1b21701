import { instant } from '@chopmark/core'
import {
  type KeyAlgorithm,
  ladder,
  type PathCa,
  type PathCase,
  pathName,
  PathWorkshop,
} from '@chopmark/test-pki'
import { budgetLimits, type CertificateReport, validateCertificate } from '@chopmark/verify'
import { benchPolicy, nodeCrypto } from '../candidates/ours.js'
import { pkijsPath } from '../candidates/pkijs.js'
import { median } from '../rounds.js'
import { number, printTable, section } from '../table.js'
import { processorMs } from '../processor-time.js'

const runs = 9

/** A hostile ladder of cross-certificates, and honest paths of growing length. */
export async function benchLadder(): Promise<void> {
  section(
    'Path building',
    `Hostile: fifty cross-certificates in a ladder whose 2^13 paths all end at a stranger. Nothing cached; median of ${runs} runs, the first apart.`,
  )
  const rows: (readonly string[])[] = []
  for (const keyAlgorithm of ['P-256', 'RSA-2048'] as const) {
    const made = await ladder({ certificates: 50, keyAlgorithm })
    const { ms, firstMs, report } = await measure(made)
    const exhausted = report.budgetExhausted ?? 'nothing'
    const verdict = `${report.valid ? 'valid' : 'not valid'}, budget exhausted: ${exhausted}`
    rows.push([`Chopmark, ${keyAlgorithm}`, number(ms), number(firstMs), verdict])
    if (keyAlgorithm === 'P-256') rows.push(await pkijsRow(made))
  }
  printTable(['ladder of 50', 'ms', 'first run', 'answer'], rows)
  console.log()
  const lengths = [2, 4, 8, 12, budgetLimits.maxDepth]
  printTable(
    ['honest path, P-256', 'ms', 'ms for a certificate', 'answer'],
    await Promise.all(lengths.map((length) => honest(length, 'P-256'))).then((cases) => row(cases)),
  )
}

async function measure(
  made: PathCase,
): Promise<{ ms: number; firstMs: number; report: CertificateReport }> {
  const policy = benchPolicy(made.anchor)
  const at = instant(made.validationTime.toISOString())
  const items = made.intermediates.map((bytes) => ({ kind: 'certificate' as const, bytes }))
  const took: number[] = []
  for (;;) {
    const crypto = nodeCrypto()
    const started = processorMs()
    const report = await validateCertificate({ certificate: made.certificate, items }, policy, at, {
      crypto,
      revocation: 'skip',
    })
    took.push(processorMs() - started)
    if (took.length > runs)
      return { ms: median(took.slice(1)), firstMs: took[0] ?? Number.NaN, report }
  }
}

async function pkijsRow(made: PathCase): Promise<readonly string[]> {
  const started = processorMs()
  // pkijs takes the last one for the certificate in question.
  const all = [...made.intermediates, made.certificate]
  const answer = await pkijsPath(made.anchor, all, made.validationTime)
  const ms = processorMs() - started
  return ['pkijs 4, P-256', number(ms), number(ms), answer]
}

interface Honest {
  readonly length: number
  readonly made: PathCase
}

async function honest(length: number, keyAlgorithm: KeyAlgorithm): Promise<Honest> {
  const workshop = new PathWorkshop()
  const root = await workshop.root('Honest Root', keyAlgorithm)
  const between: PathCa[] = []
  let above = root
  for (let i = 0; i < length - 1; i++) {
    above = await workshop.ca(`Honest ${i}`, above, {
      keyAlgorithm,
      subject: pathName(`Honest ${i}`),
    })
    between.push(above)
  }
  const leaf = await workshop.leaf(above, { keyAlgorithm })
  return { length, made: workshop.finish(root, leaf, between) }
}

async function row(cases: readonly Honest[]): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = []
  for (const { length, made } of cases) {
    const { ms, report } = await measure(made)
    rows.push([
      `${length} certificates`,
      number(ms),
      number(ms / length),
      report.valid ? 'valid' : 'not valid',
    ])
  }
  return rows
}
