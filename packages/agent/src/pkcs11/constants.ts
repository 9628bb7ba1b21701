/** The numbers of PKCS #11 v2.40 that are used here, by their names in the standard. */
export const ckf = {
  removableDevice: 0x2,
  serialSession: 0x4,
  osLockingOk: 0x2,
  protectedAuthenticationPath: 0x100,
  tokenInitialized: 0x400,
  userPinCountLow: 0x10000,
  userPinFinalTry: 0x20000,
  userPinLocked: 0x40000,
} as const

export const cku = { user: 1, contextSpecific: 2 } as const

export const cko = { certificate: 1, publicKey: 2, privateKey: 3 } as const

export const cka = {
  class: 0x0,
  value: 0x11,
  certificateType: 0x80,
  id: 0x102,
  sign: 0x108,
  modulus: 0x120,
  ecPoint: 0x181,
  alwaysAuthenticate: 0x202,
} as const

export const ckm = {
  rsaPkcs: 0x1,
  sha256RsaPkcs: 0x40,
  sha384RsaPkcs: 0x41,
  sha512RsaPkcs: 0x42,
  ecdsa: 0x1041,
} as const

export const ckr = {
  slotIdInvalid: 0x3,
  attributeTypeInvalid: 0x12,
  deviceRemoved: 0x32,
  functionCanceled: 0x50,
  keyTypeInconsistent: 0x63,
  mechanismInvalid: 0x70,
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinLenRange: 0xa2,
  pinExpired: 0xa3,
  pinLocked: 0xa4,
  sessionClosed: 0xb0,
  sessionHandleInvalid: 0xb3,
  tokenNotPresent: 0xe0,
  tokenNotRecognized: 0xe1,
  userAlreadyLoggedIn: 0x100,
  userPinNotInitialized: 0x102,
  cryptokiAlreadyInitialized: 0x191,
  functionRejected: 0x200,
} as const
