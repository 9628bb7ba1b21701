import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const config = `
[ca]
default_ca = bench
[bench]
database = index.txt
default_md = sha256
default_crl_days = 1
crlnumber = crlnumber
[req]
distinguished_name = dn
[dn]
`

/**
 * A CRL as the OpenSSL command writes it, every entry with reasonCode superseded.
 * @param serialNumbers - Upper-case hexadecimal.
 */
export function opensslCrl(serialNumbers: readonly string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'chopmark-crl-'))
  const openssl = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }
  try {
    const index = serialNumbers.map(
      (serial) => `R\t290101000000Z\t260101000000Z,superseded\t${serial}\tunknown\t/CN=x\n`,
    )
    writeFileSync(join(folder, 'index.txt'), index.join(''))
    writeFileSync(join(folder, 'crlnumber'), '01\n')
    writeFileSync(join(folder, 'openssl.cnf'), config)
    // prettier-ignore
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'ca.pem', '-subj', '/C=HK/O=Bench/CN=Bench CA', '-config', 'openssl.cnf')
    // prettier-ignore
    openssl('ca', '-gencrl', '-config', 'openssl.cnf', '-cert', 'ca.pem', '-keyfile', 'key.pem', '-out', 'crl.pem')
    openssl('crl', '-in', 'crl.pem', '-outform', 'DER', '-out', 'crl.der')
    return new Uint8Array(readFileSync(join(folder, 'crl.der')))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
