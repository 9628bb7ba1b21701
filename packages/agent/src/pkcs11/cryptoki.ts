import type { PKCS11 } from 'pkcs11js'

/** The part of a loaded PKCS#11 module that is used. */
export type Cryptoki = Pick<
  PKCS11,
  | 'C_GetSlotList'
  | 'C_GetSlotInfo'
  | 'C_GetTokenInfo'
  | 'C_GetMechanismList'
  | 'C_OpenSession'
  | 'C_CloseSession'
  | 'C_Login'
  | 'C_Logout'
  | 'C_FindObjectsInit'
  | 'C_FindObjects'
  | 'C_FindObjectsFinal'
  | 'C_GetAttributeValue'
  | 'C_SignInit'
  | 'C_Sign'
>

export type Handle = Buffer

/** A module that loaded. */
export interface LoadedModule {
  readonly path: string
  readonly cryptoki: Cryptoki
}

/**
 * The CKR_ number in an error that a module's function threw; undefined for any other error.
 * One of the library's functions throws it with the number in its text only.
 */
export function ckrOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  const { code } = error as { readonly code?: unknown }
  if (typeof code === 'number' && code !== 0) return code
  const found = /CKR_\w+:(\d+)/.exec(error.message)?.[1]
  return found === undefined ? undefined : Number(found)
}
