export type { CorpusManifest } from './corpora.js'
export { corporaFolder, hkCertificates, pkitsFolder, readCorpus } from './corpora.js'
