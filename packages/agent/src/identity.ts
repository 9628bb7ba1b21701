/**
 * Chromium makes an extension's id from the public key in its manifest: the first 128 bits of its SHA-256, written with the
 * letters a to p. So the id stays the same wherever the extension is loaded from, and the host can name the one extension
 * it talks to. The key's private half was never kept: nothing is signed with it.
 */
export const chromiumExtensionId = 'jhahejnjnebcehadpamimonodbkkjidk'

/** How Firefox names the extension. */
export const firefoxExtensionId = '{bdb80338-cae1-44c7-b744-622bac3859a6}'

/** Of host and extension alike. */
export const agentVersion = '0.1.0'
