import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { corporaFolder } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { parseSignedData } from '../cms/parse-signed-data.js'
import { formatInstant } from '../format-instant.js'
import { parseTimeStampResponse } from './parse-time-stamp-response.js'
import { parseTstInfo } from './parse-tst-info.js'

const corpora = corporaFolder()

describe('corpora/tsp', () => {
  it.skipIf(corpora === null).each([
    ['openssl/sectigo-all-zero.tsr', true, '2021-02-16T15:42:47Z', undefined],
    ['asn1crypto/tsp_response', true, '2015-06-01T18:39:55Z', 60_000_000],
    ['dss/timestamp.tst', false, '2018-05-23T13:18:29Z', 1_000_000],
    ['dss/d-trust.tsr', false, '2018-05-23T13:18:29Z', 1_000_000],
    ['dss/disig.tst', false, '2019-04-12T09:00:32.613Z', 500_000],
  ] as const)(
    'parses %s (else: no ../shared/corpora)',
    (file, isResponse, genTime, accuracyMicros) => {
      let token: Uint8Array = new Uint8Array(readFileSync(join(corpora ?? '', 'tsp', file)))
      if (isResponse) {
        const response = parseTimeStampResponse(token)
        if (!response.ok) throw new Error(response.reason)
        expect(response.value.status).toBe(0)
        token = response.value.token ?? token
      }
      const signed = parseSignedData(token)
      if (!signed.ok) throw new Error(signed.reason)
      const info = parseTstInfo(signed.value.eContent ?? new Uint8Array())
      if (!info.ok) throw new Error(info.reason)
      expect(formatInstant(info.value.genTime)).toBe(genTime)
      expect(info.value.accuracyMicros).toBe(accuracyMicros)
    },
  )
})
