export type { NodeCryptoForm } from './crypto/node-crypto.js'
export { nodeCrypto } from './crypto/node-crypto.js'
