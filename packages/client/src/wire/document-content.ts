/** A document: its octets, or for a large one a handle to them that keeps them out of the page's memory. */
export type DocumentContent = Uint8Array | Blob

/** Up to here a document is held in one piece, and can be shown; larger ones are saved and opened elsewhere. */
export const maxHeldBytes = 32 * 1024 * 1024
