import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Pki, SignedFile } from '../pki.js'

/** A compiled program, or why there is none. */
export type Peer = { readonly path: string } | { readonly missing: string }

/** Compiles a C peer with the system's compiler and OpenSSL. */
export function compilePeer(here: string, folder: string, name: string): Peer {
  const path = join(folder, name)
  const source = join(here, 'peers', `${name}.c`)
  const built = spawnSync('cc', ['-O2', '-o', path, source, '-lcrypto'], { encoding: 'utf8' })
  if (built.error !== undefined) return { missing: 'no C compiler (Debian: gcc)' }
  if (built.status === 0) return { path }
  const why = built.stderr.includes('openssl/')
    ? 'no OpenSSL headers (Debian: libssl-dev)'
    : (built.stderr.split('\n')[0] ?? '')
  return { missing: why }
}

/** The version of the library that the peer is linked against. */
export function opensslVersion(): string {
  const { stdout, status } = spawnSync('openssl', ['version'], { encoding: 'utf8' })
  return status === 0 ? stdout.split(' ').slice(0, 2).join(' ') : 'OpenSSL'
}

/** Writes documents as the peer reads them. */
function records(files: readonly SignedFile[], withOcsp: boolean): Buffer {
  const parts = files.flatMap(({ content, cms, ocsp }) =>
    [content, cms, withOcsp ? ocsp : new Uint8Array(0)].flatMap((octets) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(octets.length)
      return [length, octets]
    }),
  )
  return Buffer.concat(parts)
}

export interface RunningPeer {
  /** Microseconds for one document. */
  round(): Promise<number>
  stop(): void
}

/** Starts the peer on some documents; it waits for each round to be asked for. */
export function startCmsPeer(
  program: string,
  folder: string,
  name: string,
  at: Pki,
  files: readonly SignedFile[],
  revocation: 'crl' | 'ocsp',
): RunningPeer {
  const file = (suffix: string, bytes: Uint8Array): string => {
    const path = join(folder, `${name}-${suffix}`)
    writeFileSync(path, bytes)
    return path
  }
  const child: ChildProcess = spawn(
    program,
    [
      revocation,
      String(at.now.getTime() / 1000),
      file('root.der', at.root.certificate),
      file('ca.der', at.ca.certificate),
      file('root.crl', at.crls[0]),
      file('ca.crl', at.crls[1]),
      file('records', records(files, revocation === 'ocsp')),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('The peer has no pipes.')
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  return {
    round: async () => {
      stdin.write('\n')
      const line = await lines.next()
      if (line.done === true) throw new Error('The OpenSSL peer ended: it refused a document.')
      return Number(line.value)
    },
    stop: () => {
      stdin.end()
    },
  }
}
