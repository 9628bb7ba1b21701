import type { CryptoForm } from '@chopmark/core'

/** What an input may cost. Hitting it is a finding; the constants are generous, so that a slow machine is none. */
export interface WorkBudget {
  /** Milliseconds of one execution, whatever the input. */
  readonly baseMs: number
  /** Milliseconds on top for each kilobyte of input. */
  readonly msPerKilobyte: number
}

/** Parsing: a microsecond an octet is a hundred times what the reader takes. */
export const parseBudget: WorkBudget = { baseMs: 30, msPerKilobyte: 1 }
/** A decision: 128 verifications of the costliest keys come to 50 ms. */
export const decideBudget: WorkBudget = { baseMs: 250, msPerKilobyte: 3 }
/** Four replays of a file that may name one blob as each of 128 signatures. */
export const fileBudget: WorkBudget = { baseMs: 4000, msPerKilobyte: 10 }
/** Key derivation of up to `maxRounds` rounds, see `pkcs12-target.ts`. */
export const pkcs12Budget: WorkBudget = { baseMs: 1500, msPerKilobyte: 5 }

/** The milliseconds that an input of this size may take. */
export function allowedMs({ baseMs, msPerKilobyte }: WorkBudget, sizeBytes: number): number {
  return baseMs + (msPerKilobyte * sizeBytes) / 1024
}

/**
 * Verifications of one decision: the budget of `@chopmark/verify`, the signature under each of two hashes, and the same for four
 * time-stamps. The whole document's has a limit of its own there.
 */
export const maxVerifications = 128 + 2 + 4 * 2
export const maxDocumentVerifications = 1024

/** Octets digested for each octet of input, besides the fixed ones of policy and evidence digest. */
export const maxDigestedPerOctet = 64
export const maxDigestedFixed = 0x4_0000

/** A crypto form that counts what it is asked. */
export interface CountingCrypto extends CryptoForm {
  readonly count: { verifications: number; digested: number }
}

/** Counts what a form is asked. */
export function countingCrypto(form: CryptoForm): CountingCrypto {
  const count = { verifications: 0, digested: 0 }
  return {
    form: form.form,
    count,
    digest(algorithm, data) {
      count.digested += data.length
      return form.digest(algorithm, data)
    },
    verify(...asked) {
      count.verifications += 1
      return form.verify(...asked)
    },
  }
}
