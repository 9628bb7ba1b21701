import type { EvidenceItem } from '@chopmark/verify'
import { createValidationCache, serialiseReport } from '@chopmark/verify'
import type { KeyAlgorithm } from '@chopmark/test-pki'
import type { Bench } from '../bench.js'
import {
  coldFloor,
  coldOcspFloor,
  importKey,
  jwkOf,
  rawJob,
  warmFloor,
} from '../candidates/floor.js'
import { compilePeer, type RunningPeer, startCmsPeer } from '../candidates/openssl.js'
import {
  at,
  benchPolicy,
  mustPass,
  nodeCrypto,
  type Question,
  validate,
} from '../candidates/ours.js'
import { pkijsMaterial, pkijsValidate } from '../candidates/pkijs.js'
import { makePki, makeSigner, type Pki, type SignedFile, signFile } from '../pki.js'
import { type Candidate, interleave, timed, type Timing } from '../rounds.js'
import { number, printTable, section, times } from '../table.js'

type Revocation = 'crl' | 'ocsp'

/** Few for a round and many rounds: a short one is likelier to be left alone by the rest of the machine. */
const warmDocuments = 40
const coldSigners = 32
const pkijsDocuments = 1

/** One full validation of a detached CAdES-B signature over 10 KB: warm and cold, RSA and EC, CRL and OCSP. */
export async function benchValidate(bench: Bench): Promise<void> {
  section(
    'One validation',
    'Detached CAdES-B over 10 KB, chain of three. Warm: the same signer, new documents, each at a new moment. Cold: a new signer with',
    'its own key each time, CA and CRLs known. CRL: both levels by CRL. OCSP: the signer by OCSP, its CA by CRL (OpenSSL: signer only).',
    'The floor is one raw verification and SHA-256 of the document (cold: one more verification and the import of the key from its numbers; with OCSP its answer too).',
  )
  const peer = compilePeer(bench.here, bench.folder, 'openssl-cms')
  if ('missing' in peer) console.log(`OpenSSL's C library is left out: ${peer.missing}.\n`)
  for (const algorithm of ['RSA-2048', 'P-256'] as const) {
    const pki = await makePki(algorithm)
    const signer = await makeSigner(pki, 0)
    const warm = Array.from({ length: warmDocuments }, (_, i) => signFile(pki, signer, i))
    // One after another: four keys at a time would only make the other cores pay.
    const cold: SignedFile[] = []
    for (let i = 0; i < coldSigners; i++) cold.push(signFile(pki, await makeSigner(pki, i + 1), i))
    for (const revocation of ['crl', 'ocsp'] as const) {
      for (const temperature of ['warm', 'cold'] as const) {
        const files = temperature === 'warm' ? warm : cold
        const name = `${algorithm}-${revocation}-${temperature}`
        const c =
          'path' in peer
            ? startCmsPeer(peer.path, bench.folder, name, pki, files, revocation)
            : undefined
        const title = titleOf(algorithm, revocation, temperature)
        const candidates = [
          floor(pki, files, revocation, temperature),
          ...ours(pki, warm, files, revocation, temperature),
          ...(c === undefined ? [] : [openssl(c)]),
          pkijs(pki, files, revocation),
        ]
        report(title, await interleave(candidates, bench.rounds))
        c?.stop()
      }
    }
  }
}

function titleOf(algorithm: KeyAlgorithm, revocation: Revocation, temperature: string): string {
  return `${algorithm}, ${revocation === 'crl' ? 'CRL' : 'OCSP'}, ${temperature}`
}

const floorName = 'floor'
const opensslName = 'OpenSSL C'
const pkijsName = 'pkijs 4'

function floor(
  { ca, responder }: Pki,
  files: readonly SignedFile[],
  revocation: Revocation,
  temperature: 'warm' | 'cold',
): Candidate {
  const jobs = files.map(rawJob)
  const caKey = importKey(jwkOf(ca.certificate))
  const responderKey = importKey(jwkOf(responder.certificate))
  const keys = jobs.map(({ leafJwk }) => importKey(leafJwk))
  const once = (index: number): void => {
    const job = jobs[index]
    const key = keys[index]
    if (job === undefined || key === undefined) return
    if (temperature === 'warm') warmFloor(job, key)
    else if (revocation === 'crl') coldFloor(job, caKey)
    else coldOcspFloor(job, caKey, responderKey)
  }
  return { name: floorName, round: () => timed(jobs.length, once) }
}

function questionsOf(
  { crls }: Pki,
  files: readonly SignedFile[],
  revocation: Revocation,
): readonly Question[] {
  return files.map(({ content, cms, ocsp }) => {
    const items: EvidenceItem[] =
      revocation === 'crl'
        ? crls.map((bytes) => ({ kind: 'crl', bytes }))
        : [
            { kind: 'crl', bytes: crls[0] },
            { kind: 'ocsp', bytes: ocsp },
          ]
    return { content, cms, items }
  })
}

function ours(
  pki: Pki,
  warm: readonly SignedFile[],
  files: readonly SignedFile[],
  revocation: Revocation,
  temperature: 'warm' | 'cold',
): readonly Candidate[] {
  const policy = benchPolicy(pki.root.certificate)
  const questions = questionsOf(pki, files, revocation)
  const [known] = questionsOf(pki, warm, revocation)
  // Every validation has its own moment, as on a server; rounds follow each other in time.
  let moment = at(pki.now) as number
  const next = (): ReturnType<typeof at> => (moment += 1) as ReturnType<typeof at>
  const still = at(pki.now)
  const withCaches = (name: string, serialised: boolean, moving = true): Candidate => {
    let options = { crypto: nodeCrypto(), cache: createValidationCache() }
    return {
      name,
      round: async () => {
        // CA, CRLs and responder are known; in the cold form the signers are not.
        if (temperature === 'cold')
          options = { crypto: nodeCrypto(), cache: createValidationCache() }
        if (known !== undefined)
          mustPass(await validate(known, policy, moving ? next() : still, options))
        return timed(questions.length, async (i) => {
          const question = questions[i] as Question
          const answer = await validate(question, policy, moving ? next() : still, options)
          mustPass(answer)
          if (serialised) serialiseReport(answer)
        })
      },
    }
  }
  const empty: Candidate = {
    name: 'Chopmark, caches empty',
    round: () =>
      timed(questions.length, async (i) => {
        const question = questions[i] as Question
        mustPass(await validate(question, policy, next(), { crypto: nodeCrypto() }))
      }),
  }
  return [
    withCaches('Chopmark', false),
    ...(temperature === 'warm' ? [withCaches('Chopmark, all at one moment', false, false)] : []),
    withCaches('Chopmark, report written as JSON', true),
    empty,
  ]
}

function openssl(peer: RunningPeer): Candidate {
  return { name: opensslName, round: () => peer.round() }
}

function pkijs(pki: Pki, files: readonly SignedFile[], revocation: Revocation): Candidate {
  const crls = revocation === 'crl' ? pki.crls : pki.crls.slice(0, 1)
  const material = pkijsMaterial(pki.root.certificate, crls, pki.now)
  return {
    name: pkijsName,
    round: () =>
      timed(pkijsDocuments, async (i) => {
        const { cms, content, ocsp } = files[i % files.length] as SignedFile
        await pkijsValidate(cms, content, material, revocation === 'ocsp' ? ocsp : undefined)
      }),
  }
}

function report(title: string, timings: readonly Timing[]): void {
  const medianOf = (name: string): number | undefined =>
    timings.find((timing) => timing.name === name)?.median
  const leastFloor = timings.find(({ name }) => name === floorName)?.least
  printTable(
    [
      title,
      'µs, median',
      'least',
      'per second',
      '× floor',
      'least / least',
      '÷ OpenSSL C',
      '÷ pkijs 4',
    ],
    timings.map(({ name, median, least }) => {
      const faster = (other: string): string => {
        const theirs = medianOf(other)
        return theirs === undefined || name === other ? '–' : times(theirs, median)
      }
      return [
        name,
        number(median),
        number(least),
        number(Math.round(1e6 / median)),
        times(median, medianOf(floorName)),
        times(least, leastFloor),
        faster(opensslName),
        faster(pkijsName),
      ]
    }),
  )
  console.log()
}
