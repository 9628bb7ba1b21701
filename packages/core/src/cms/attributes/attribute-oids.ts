/**
 * Attribute types of CMS and CAdES by name: RFC 5652 §11, RFC 2634, RFC 5035, RFC 6211, RFC 5126, ETSI EN 319 122-1.
 * `shown` is Chopmark's own: the arc of UUID 135848ff-a6f2-4ea2-b2d5-f302c3174813, which needs no registry (X.667).
 */
export const attributeOids = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  counterSignature: '1.2.840.113549.1.9.6',
  smimeCapabilities: '1.2.840.113549.1.9.15',
  algorithmProtection: '1.2.840.113549.1.9.52',
  receiptRequest: '1.2.840.113549.1.9.16.2.1',
  securityLabel: '1.2.840.113549.1.9.16.2.2',
  contentHints: '1.2.840.113549.1.9.16.2.4',
  contentIdentifier: '1.2.840.113549.1.9.16.2.7',
  contentReference: '1.2.840.113549.1.9.16.2.10',
  encryptionKeyPreference: '1.2.840.113549.1.9.16.2.11',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
  signaturePolicy: '1.2.840.113549.1.9.16.2.15',
  commitmentType: '1.2.840.113549.1.9.16.2.16',
  signerLocation: '1.2.840.113549.1.9.16.2.17',
  signerAttributes: '1.2.840.113549.1.9.16.2.18',
  contentTimeStamp: '1.2.840.113549.1.9.16.2.20',
  certificateReferences: '1.2.840.113549.1.9.16.2.21',
  revocationReferences: '1.2.840.113549.1.9.16.2.22',
  certificateValues: '1.2.840.113549.1.9.16.2.23',
  revocationValues: '1.2.840.113549.1.9.16.2.24',
  escTimeStamp: '1.2.840.113549.1.9.16.2.25',
  certificatesAndCrlsTimeStamp: '1.2.840.113549.1.9.16.2.26',
  archiveTimeStampV1: '1.2.840.113549.1.9.16.2.27',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  archiveTimeStampV2: '1.2.840.113549.1.9.16.2.48',
  mimeType: '0.4.0.1733.2.1',
  longTermValidation: '0.4.0.1733.2.2',
  archiveTimeStampV3: '0.4.0.1733.2.4',
  atsHashIndex: '0.4.0.1733.2.5',
  signerAttributesV2: '0.4.0.19122.1.1',
  signaturePolicyStore: '0.4.0.19122.1.3',
  atsHashIndexV3: '0.4.0.19122.1.5',
  shown: '2.25.25713734631804813498694326921943533587',
} as const

export type AttributeName = keyof typeof attributeOids
