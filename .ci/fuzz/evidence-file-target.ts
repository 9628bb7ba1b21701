import { PlumbingError, UsageError } from '@chopmark/core'
import { nodeCrypto } from '../../packages/server/src/crypto/node-crypto.js'
import { readEvidenceFile } from '../../packages/server/src/evidence/evidence-file.js'
import { replay } from '../../packages/server/src/evidence/replay.js'
import { steered } from './steer-json.js'
import type { Base, Target } from './target.js'
import { Finding } from './target.js'
import { fileBudget } from './work.js'

/**
 * `readEvidenceFile` and `replay` on files of strangers. The first part is the file, the second one holds the octets that steer
 * what becomes of its fields.
 */
export function evidenceFileTarget(bases: readonly Base[]): Target {
  return {
    name: 'evidence-file',
    bases,
    budget: fileBudget,
    run: async ([file = new Uint8Array(0), steering = new Uint8Array(0)]) => {
      for (const bytes of [file, steered(file, steering)]) {
        const read = readEvidenceFile(bytes)
        const again = readEvidenceFile(bytes)
        if (read.ok !== again.ok)
          throw new Finding('an evidence file read differently the second time')
        if (!read.ok) {
          if (!again.ok && read.at !== again.at) throw new Finding('refused at another place')
          continue
        }
        if (({} as { polluted?: unknown }).polluted !== undefined) throw new Finding('polluted')
        await tried(async () => {
          const first = await replay(read.value, { crypto: nodeCrypto() })
          const second = await replay(read.value, { crypto: nodeCrypto() })
          if (first.reportJson !== second.reportJson) throw new Finding('a second replay differs')
        })
      }
    },
  }
}

/** Misuse and plumbing may be thrown; their codes are documented. */
async function tried(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof PlumbingError)) throw error
  }
}
