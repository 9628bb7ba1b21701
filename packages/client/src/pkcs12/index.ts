// The second entry, `@chopmark/client/pkcs12`: what the worker runs, for programs without one (the `inspect` command).
export { inspectPkcs12, openPkcs12 } from './open-pkcs12.js'
export type {
  OpenedCertificate,
  OpenedPkcs12,
  OpenedPrivateKey,
  OpenPkcs12Options,
} from './open-pkcs12.js'
export { loadKeys } from './load-keys.js'
export type { LoadedKey } from './load-keys.js'
export type { Pkcs12Code, Pkcs12Problem } from './pkcs12-error.js'
