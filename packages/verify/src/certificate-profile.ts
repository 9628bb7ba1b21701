export type { CertificateProfile, Confidence } from '@chopmark/core'
