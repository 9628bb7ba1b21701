import type { CryptoForm } from '@chopmark/core'
import { nodeCrypto } from '@chopmark/server'

/** `node:crypto` that counts what it is asked: work is measured by these counts, not by a clock. */
export interface CountingCrypto extends CryptoForm {
  verifications: number
  digestedBytes: number
}

/** A counter at zero. */
export function countingCrypto(): CountingCrypto {
  const form = nodeCrypto()
  const counting: CountingCrypto = {
    form: form.form,
    verifications: 0,
    digestedBytes: 0,
    digest(algorithm, data) {
      counting.digestedBytes += data.length
      return form.digest(algorithm, data)
    },
    verify(...asked) {
      counting.verifications += 1
      return form.verify(...asked)
    },
  }
  return counting
}
