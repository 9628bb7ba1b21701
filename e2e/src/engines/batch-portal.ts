import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSandboxPki, serveSandbox } from '@chopmark/test-pki'
import { build } from 'esbuild'
import { type LicencePortal, startLicencePortal } from '../../../examples/integrator/src/portal.js'
import { trustIn } from '../../../examples/integrator/src/sandbox-trust.js'
import type { Issued } from './driven-flow.js'

/** The licensing portal with a page that has three documents signed at once, and an e-Cert file on the disk for it. */
export async function startBatchPortal(
  folder: string,
): Promise<LicencePortal & { readonly issued: Pick<Issued, 'file' | 'pin'> }> {
  const pki = await createSandboxPki()
  const sandbox = await serveSandbox({ pki })
  const { outputFiles } = await build({
    entryPoints: {
      page: fileURLToPath(new URL('batch-page.ts', import.meta.url)),
      'pkcs12-worker': fileURLToPath(import.meta.resolve('@chopmark/client/pkcs12-worker.js')),
    },
    ...{ bundle: true, format: 'esm', splitting: true, write: false, target: 'es2022' },
    outdir: '/',
  })
  const scripts = new Map(outputFiles.map(({ path, text }) => [path, text]))
  const portal = await startLicencePortal(trustIn(pki), scripts)
  const { bytes, pin } = (await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })).toPkcs12()
  const file = join(folder, 'batch.p12')
  writeFileSync(file, bytes, { mode: 0o600 })
  return {
    origin: portal.origin,
    issued: { file, pin },
    close: async () => {
      await portal.close()
      await sandbox.close()
    },
  }
}
