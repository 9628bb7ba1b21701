/** What `chopmark help` prints. */
export const usage = `chopmark: digital signatures and certification paths, judged by the standards

  chopmark verify SIGNATURE [--content FILE] --anchors FILE|DIR|hk …
      Validates every signature of a CMS file (DER, BER, PEM or S/MIME).
      Exit 0 TOTAL-PASSED, 1 TOTAL-FAILED, 2 INDETERMINATE; of several the worst.
  chopmark path CERTIFICATE --anchors FILE|DIR|hk …
      Builds and validates certification paths (RFC 5280). Exit 0 valid, 1 not.
  chopmark inspect FILE [--pin PIN] [--json]
      Shows a certificate, CRL, CMS, OCSP response, timestamp or .p12.
  chopmark trust list | chopmark trust import FILE
      Shows the CAs recognised in Hong Kong; takes the certificate of a pinned root.
  chopmark encrypt FILE --to CERT … [--out FILE] [--cbc] [--at TIME]
      Encrypts a file for the holders of certificates (CMS, AES-256-GCM; --cbc for old readers).
      Exit 0 encrypted, 1 a certificate is not fit for it. Validate the certificates first: chopmark path.
  chopmark decrypt FILE --p12 KEY --pin PIN [--out FILE]
  chopmark decrypt FILE --key KEY.pem [--cert CERT.pem] [--pin PIN] [--out FILE]
      Opens a CMS message (DER, BER, PEM or S/MIME); also with --password TEXT or --secret-key HEX.
      --authenticated refuses what may have been changed on the way. Exit 0 opened, 1 not.
  chopmark replay EVIDENCE
      Decides a kept evidence file again and compares. Exit 0 same report, 1 not.

Evidence, for verify and path (each may be given several times):
  --anchors PLACE   a file, a folder of certificates, or hk: whom to trust; nothing is trusted by default
  --certs FILE      intermediate certificates, in any order
  --crl FILE        certificate revocation lists
  --ocsp FILE       OCSP responses
Settings:
  --at TIME         ISO 8601 with offset, for example 2026-03-31T00:00:00Z; now when left out
  --algorithms any  admits old algorithms and short keys, for conformance work; the report says so
  --max-age SECONDS greatest age of revocation evidence; its own nextUpdate decides when left out
  --no-revocation   does not ask whether certificates were revoked
  --offline         fetches nothing (verify)
  --policy OID, --explicit-policy, --inhibit-mapping, --inhibit-any   (path; RFC 5280 §6.1.1)
  --conforming      refuses certificates that RFC 5280 §4 forbids a CA to issue (path)
  --json            the report as JSON
  --lang LANGUAGE   en, zh-Hant-HK or zh-Hans-HK
  --batch FILE      jobs as JSON lines instead of one file, results as JSON lines; offline

Exit 64: the command line cannot be carried out; the sentence on standard error says why.
`
