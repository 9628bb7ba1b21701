/** One mebibyte: an e-Cert file has 3 to 10 kB, one with a long chain 30. */
export const maxPkcs12Bytes = 0x10_0000

/** Key-derivation rounds of one file together: some seconds of one core. The field itself allows 2^31 - 1 for each. */
export const maxIterations = 10_000_000

/** Bags of one file, nested ones too. */
export const maxBags = 256

/** SafeContents inside SafeContents; nobody writes more than one level. */
export const maxNesting = 4

/** ContentInfos of the AuthenticatedSafe; two are usual. */
export const maxContents = 64

/** Octets of a salt; 8 to 32 are usual. */
export const maxSaltBytes = 1024

/** Bag attributes of one bag. */
export const maxAttributes = 32
