// The second entry, `@chopmark/client/pkcs12`: what the worker runs, for programs without one (the `inspect` command).
export { inspectPkcs12, openPkcs12 } from './pkcs12/open-pkcs12.js'
export type {
  OpenedCertificate,
  OpenedPkcs12,
  OpenedPrivateKey,
  OpenPkcs12Options,
} from './pkcs12/open-pkcs12.js'
export { loadKeys } from './pkcs12/load-keys.js'
export type { LoadedKey } from './pkcs12/load-keys.js'
export type { Pkcs12Code, Pkcs12Problem } from './pkcs12/pkcs12-error.js'
