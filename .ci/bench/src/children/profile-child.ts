// For a profile: node --cpu-prof profile-child.mjs warm|cold RSA-2048|P-256 crl|ocsp SECONDS
import type { KeyAlgorithm } from '@chopmark/test-pki'
import { createValidationCache, type EvidenceItem } from '@chopmark/verify'
import { at, benchPolicy, mustPass, nodeCrypto, validate } from '../candidates/ours.js'
import { makePki, makeSigner, type SignedFile, signFile } from '../pki.js'

const [temperature = 'warm', algorithm = 'P-256', revocation = 'crl', seconds = '5'] =
  process.argv.slice(2)
const pki = await makePki(algorithm as KeyAlgorithm)
const files: SignedFile[] = []
const first = await makeSigner(pki, 0)
for (let i = 0; i < (temperature === 'warm' ? 150 : 40); i++) {
  files.push(signFile(pki, temperature === 'warm' ? first : await makeSigner(pki, i), i))
}
const questions = files.map(({ content, cms, ocsp }) => {
  const items: EvidenceItem[] =
    revocation === 'crl'
      ? pki.crls.map((bytes) => ({ kind: 'crl', bytes }))
      : [
          { kind: 'crl', bytes: pki.crls[0] },
          { kind: 'ocsp', bytes: ocsp },
        ]
  return { content, cms, items }
})
const policy = benchPolicy(pki.root.certificate)
let moment = at(pki.now) as number
const known = { ...signFile(pki, first, 1000) }
const knownItems: EvidenceItem[] =
  revocation === 'crl'
    ? pki.crls.map((bytes) => ({ kind: 'crl', bytes }))
    : [
        { kind: 'crl', bytes: pki.crls[0] },
        { kind: 'ocsp', bytes: first.ocsp },
      ]
const until = performance.now() + Number(seconds) * 1000
let least = Number.POSITIVE_INFINITY
let leastCpu = Number.POSITIVE_INFINITY
while (performance.now() < until) {
  const options = { crypto: nodeCrypto(), cache: createValidationCache() }
  mustPass(
    await validate(
      { content: known.content, cms: known.cms, items: knownItems },
      policy,
      ++moment as ReturnType<typeof at>,
      options,
    ),
  )
  const cpu = process.cpuUsage()
  const started = performance.now()
  for (const question of questions) {
    mustPass(await validate(question, policy, ++moment as ReturnType<typeof at>, options))
  }
  least = Math.min(least, ((performance.now() - started) / questions.length) * 1000)
  leastCpu = Math.min(leastCpu, process.cpuUsage(cpu).user / questions.length)
}
console.log(
  `${temperature} ${algorithm} ${revocation}: ${least.toFixed(1)} µs least of a round, ${leastCpu.toFixed(1)} of processor time`,
)
