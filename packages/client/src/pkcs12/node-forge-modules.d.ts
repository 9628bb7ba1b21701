/** The single modules of node-forge that the legacy chunk takes; its own types know only the whole. */
declare module 'node-forge/lib/forge.js' {
  export interface ByteBuffer {
    length(): number
    getBytes(): string
  }
  export interface CbcCipher {
    readonly output: ByteBuffer
    /** The others for AES-GCM: `tagLength` in bits. */
    start(options: {
      iv: ByteBuffer
      additionalData?: string
      tag?: ByteBuffer
      tagLength?: number
    }): void
    update(input: ByteBuffer): void
    /** @param pad - Replaces PKCS#7 unpadding; true goes on. */
    finish(pad?: () => boolean): boolean
  }
  export interface Rc2Cipher {
    readonly output: ByteBuffer
    start(iv: ByteBuffer): void
    update(input: ByteBuffer): void
    finish(pad?: () => boolean): boolean
  }
  const forge: {
    readonly util: { createBuffer(bytes: string): ByteBuffer }
    readonly cipher: {
      createDecipher(algorithm: 'AES-CBC' | 'AES-GCM' | '3DES-CBC', key: ByteBuffer): CbcCipher
    }
    readonly rc2: { createDecryptionCipher(key: ByteBuffer, effectiveBits: number): Rc2Cipher }
  }
  export default forge
}

declare module 'node-forge/lib/aes.js'
declare module 'node-forge/lib/des.js'
declare module 'node-forge/lib/rc2.js'
