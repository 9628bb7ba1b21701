import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pem, SandboxFiles } from './sandbox.test-support.js'

interface Result {
  readonly id: string | number | null
  readonly valid?: boolean
  readonly reports?: readonly { readonly indication: string }[]
  readonly failures?: readonly { readonly message: string }[]
  readonly error?: { readonly code: string; readonly message: string }
  readonly ignored?: readonly string[]
}

let files: SandboxFiles
let job: Readonly<Record<string, unknown>>
let certificateJob: Readonly<Record<string, unknown>>
beforeAll(async () => {
  files = await SandboxFiles.create()
  const { anchor, rootCrl, personCrl, ca } = files
  const evidence = { anchors: [anchor], certs: [ca], crls: [rootCrl, personCrl] }
  job = { signature: files.file('good.p7m', files.sign()), ...evidence }
  certificateJob = { certificate: files.file('person.crt', files.person.certificate), ...evidence }
})
afterAll(() => {
  files.remove()
})

async function lines(command: 'verify' | 'path', text: string, ...options: readonly string[]) {
  const file = files.file('jobs.jsonl', text)
  const { exit, out, error } = await files.chopmark([command, '--batch', file, ...options])
  const results = out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Result)
  return { exit, error, results }
}

describe('--batch', () => {
  it('answers in order, each with its id', async () => {
    const ids = ['b', 3, 'a', 'a', null]
    for (const [command, one] of [
      ['verify', job],
      ['path', certificateJob],
    ] as const) {
      const results = await files.batch<Result>(
        command,
        ids.map((id) => ({ id, ...one })),
      )
      expect(results.map(({ id }) => id)).toEqual(ids)
      for (const { valid, reports, error, ignored } of results) {
        expect([error, ignored]).toEqual([undefined, undefined])
        if (command === 'path') expect(valid).toBe(true)
        else expect(reports).toMatchObject([{ indication: 'TOTAL-PASSED' }])
      }
    }
  })

  it('skips blank lines, takes CRLF, a byte order mark and a last line without an end', async () => {
    const one = JSON.stringify({ id: 1, ...job })
    const { exit, results } = await lines('verify', `\uFEFF${one}\r\n\r\n  \n${one}`)
    expect([exit, results.map(({ id }) => id)]).toEqual([0, [1, 1]])
    expect(results.every(({ error }) => error === undefined)).toBe(true)
  })

  it('answers nothing for an empty file', async () => {
    expect(await lines('verify', '')).toEqual({ exit: 0, error: '', results: [] })
  })

  it('takes paths relative to the file', async () => {
    const folder = join(files.folder, 'sub')
    mkdirSync(folder, { recursive: true })
    const move = (path: string): string => {
      copyFileSync(path, join(folder, basename(path)))
      return basename(path)
    }
    const relative = {
      id: 'relative',
      signature: move(String(job['signature'])),
      anchors: [move(files.anchor)],
      crls: [move(files.rootCrl), `../sub/${move(files.personCrl)}`],
    }
    writeFileSync(join(folder, 'jobs.jsonl'), JSON.stringify(relative))
    const { out } = await files.chopmark(['verify', '--batch', join(folder, 'jobs.jsonl')])
    expect(JSON.parse(out)).toMatchObject({ reports: [{ indication: 'TOTAL-PASSED' }] })
  })

  it('makes a result of every broken job, and goes on', async () => {
    const broken: readonly (readonly [string, string])[] = [
      ['{', 'no JSON'],
      ['[]', 'JSON object'],
      ['null', 'JSON object'],
      ['"job"', 'JSON object'],
      [JSON.stringify({ id: 1 }), 'is missing'],
      [JSON.stringify({ id: 1, ...job, signature: 7, certificate: 7 }), 'must be a string'],
      ...(
        [
          ['anchors', [], 'anchors'],
          ['anchors', 'hk', 'list of strings'],
          ['anchors', [1], 'list of strings'],
          ['anchors', ['gone'], 'no such file'],
          ['crls', ['gone'], 'Cannot read'],
          ['certs', {}, 'list of strings'],
          ['at', 'yesterday', '"at" yesterday'],
          ['at', 7, 'must be a string'],
          ['algorithms', 'old', 'write default or any'],
          ['revocation', 'no', 'true or false'],
          ['explicitPolicy', 1, 'true or false'],
          ['policies', ['any'], 'object identifier'],
          ['maxAgeSeconds', -1, 'whole number'],
          ['maxAgeSeconds', '60', 'whole number'],
          ['maxAgeSeconds', 1e300, 'whole number'],
          ['signature', 'gone', 'Cannot read'],
          ['signature', 'nul\0', 'Cannot read'],
          ['signature', '.', 'EISDIR'],
        ] as const
      ).flatMap(([name, value, said]) => [
        [
          JSON.stringify({
            ...{ id: 1, ...job, certificate: certificateJob['certificate'] },
            [name]: value,
            ...(name === 'signature' ? { certificate: value } : {}),
          }),
          said,
        ] as const,
      ]),
      [`{"id":1,"pad":"${'x'.repeat(2 * 1024 * 1024)}"}`, 'longer than 1 MiB'],
    ]
    const good = JSON.stringify({ id: 'good', ...job, ...certificateJob })
    for (const command of ['verify', 'path'] as const) {
      const text = broken.map(([line]) => `${line}\n${good}\n`).join('')
      const { exit, error, results } = await lines(command, text)
      expect([exit, error, results.length]).toEqual([0, '', broken.length * 2])
      for (const [index, [line, said]] of broken.entries()) {
        const result = results[index * 2]
        expect(result?.error?.message, line.slice(0, 200)).toContain(said)
        expect(result?.id).toBe(line.startsWith('{"id":1,') && line.length < 1e6 ? 1 : result?.id)
        expect(result?.reports ?? []).toEqual([])
        if (command === 'path') {
          expect(result).toMatchObject({ valid: false, failures: [{ check: 'cli.job' }] })
        }
        expect(results[index * 2 + 1]?.error).toBeUndefined()
      }
    }
  })

  it("a missing content file is its job's result", async () => {
    const [result] = await files.batch<Result>('verify', [{ id: 1, ...job, content: 'gone' }])
    expect(result).toMatchObject({ id: 1, reports: [], error: { code: 'NO_INPUT' } })
  })

  it('unreadable bytes are judged, not an error', async () => {
    const garbage = files.file('garbage', 'garbage')
    const [signature] = await files.batch<Result>('verify', [{ ...job, signature: garbage }])
    expect(signature).toMatchObject({ reports: [{ subIndication: 'FORMAT_FAILURE' }] })
    const [certificate] = await files.batch<Result>('path', [
      { ...certificateJob, certificate: garbage },
    ])
    expect(certificate).toMatchObject({ valid: false, failures: [{ check: 'certificate.der' }] })
    // As evidence it is unusable, and what is good beside it counts.
    const [beside] = await files.batch<Result>('path', [
      { ...certificateJob, crls: [garbage, files.rootCrl, files.personCrl], ocsp: [garbage] },
    ])
    expect(beside?.valid).toBe(true)
  })

  it('names fields that mean nothing, so that a misspelt one is seen', async () => {
    const [result] = await files.batch<Result>('verify', [{ ...job, crl: [], note: 'mine' }])
    expect(result?.ignored).toEqual(['crl', 'note'])
  })

  it('takes what a job does not state from the command line', async () => {
    const text = JSON.stringify({ id: 1, signature: job['signature'], at: null })
    expect((await lines('verify', text)).results[0]?.error?.code).toBe('BAD_JOB')
    const options = [...files.evidence, '--json']
    expect((await lines('verify', text, ...options)).results).toMatchObject([
      { id: 1, reports: [{ indication: 'TOTAL-PASSED' }] },
    ])
    const stated = JSON.stringify({ ...job, revocation: true, crls: [] })
    const skipped = ['--no-revocation', '--crl', files.rootCrl]
    const [result] = (await lines('verify', stated, ...skipped)).results
    expect(result?.reports?.[0]?.indication).toBe('INDETERMINATE')
  })

  it('any policy is the OID of anyPolicy, or none', async () => {
    const asked = { ...certificateJob, explicitPolicy: true }
    const results = await files.batch<Result>('path', [
      asked,
      { ...asked, policies: [] },
      { ...asked, policies: ['2.5.29.32.0'] },
      { ...asked, policies: ['1.2.3', '2.5.29.32.0'] },
      { ...asked, policies: ['1.2.3'] },
    ])
    expect(results.map(({ valid }) => valid)).toEqual([true, true, true, true, false])
  })

  it('tells PEM from DER by content', async () => {
    const { pki, person } = files
    const wrong = {
      certificate: files.file('person.der', pem('CERTIFICATE', person.certificate)),
      anchors: [files.file('root.der', pem('CERTIFICATE', pki.root.certificate))],
      certs: [files.file('ca.pem', pki.ca.certificate)],
      crls: [
        files.file('crl.pem', pki.root.crl()),
        files.file('crl.der', pem('X509 CRL', files.crlFor(person))),
      ],
    }
    expect(await files.batch<Result>('path', [wrong])).toMatchObject([{ valid: true }])
  })

  it('asks about age and revocation as the job says', async () => {
    const aged = { ...certificateJob, at: new Date(Date.now() + 7_200_000).toISOString() }
    const results = await files.batch<Result>('path', [
      aged,
      { ...aged, maxAgeSeconds: 3600 },
      { ...aged, maxAgeSeconds: 10_800 },
      { ...aged, crls: [] },
      { ...aged, crls: [], revocation: false },
    ])
    expect(results.map(({ valid }) => valid)).toEqual([true, false, true, false, true])
  })

  it('lets nextUpdate decide on age; what has none may be a day old', async () => {
    const { pki, person } = files
    const name = person.crlName === null ? {} : { name: person.crlName }
    const open = files.file('open.crl', pki.ca.crl({ ...name, nextUpdate: null }))
    const monthly = files.file(
      'monthly.crl',
      pki.ca.crl({ ...name, nextUpdate: new Date(Date.now() + 30 * 86_400_000) }),
    )
    const root = files.file(
      'root-monthly.crl',
      pki.root.crl({ nextUpdate: new Date(Date.now() + 30 * 86_400_000) }),
    )
    const job = (crl: string, hours: number, more = {}) => ({
      ...certificateJob,
      crls: [root, crl],
      at: new Date(Date.now() + hours * 3_600_000).toISOString(),
      ...more,
    })
    const results = await files.batch<Result>('path', [
      job(open, 23),
      job(open, 25),
      job(monthly, 25),
      job(monthly, 25, { maxAgeSeconds: 86_400 }),
    ])
    expect(results.map(({ valid }) => valid)).toEqual([true, false, true, false])
  })
})
