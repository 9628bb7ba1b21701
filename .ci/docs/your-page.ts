/** Stands for a reader's own page in the code of the documents. */
export declare function showReceipt(signatureId: string): void
