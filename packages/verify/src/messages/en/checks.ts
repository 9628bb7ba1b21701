import type { CheckMessage } from '../messages.js'

/** English: what each check found, by its id. */
export const checks: Readonly<Record<string, CheckMessage>> = {
  'format.document-parses': {
    passed: 'The file is a whole signed document of a known format.',
    refused: 'The file is not a signed document, is cut off, or has something added behind it.',
  },
  'format.signer-present': {
    passed: 'Somebody signed the document.',
    refused: 'Nobody signed the document, or it carries more signatures than can be looked at.',
  },
  'format.signed-data-version': {
    passed: 'The version of the message fits what is inside.',
    refused: 'The version of the message does not fit what is inside.',
  },
  'format.signer-info-version': {
    passed: 'The version of the signature fits the way it names its signer.',
    refused: 'The version of the signature does not fit the way it names its signer.',
  },
  'format.digest-algorithm-listed': {
    passed: 'The message announces the digest algorithm that was used.',
    refused:
      'The message does not announce the digest algorithm that was used, or states it wrongly.',
  },
  'format.signed-attributes-present': {
    passed: 'The signature has the signed attributes it needs.',
    refused: 'The signature lacks the signed attributes that this kind of signature needs.',
  },
  'format.signed-attributes-der': {
    passed: 'The signed attributes are carried exactly as they were signed.',
    refused: 'The signed attributes are carried in another form than the one that was signed.',
  },
  'format.attribute-placement': {
    passed: 'Every attribute stands where it belongs.',
    refused: 'An attribute stands on the wrong side of the signature.',
  },
  'format.attribute-once': {
    passed: 'Every attribute stands once, with one value.',
    refused: 'An attribute stands twice or has several values, so that it can be read in two ways.',
  },
  'format.attribute-syntax': {
    passed: 'Every known attribute is well formed.',
    refused: 'An attribute is malformed.',
  },
  'format.content-type-attribute': {
    passed: 'The signed content type is the type of the content.',
    refused: 'The signed content type is missing or differs from the type of the content.',
  },
  'format.message-digest-attribute': {
    passed: 'The signed attributes carry the digest of the content.',
    refused: 'The signed attributes carry no digest of the content.',
  },
  'format.counter-signature-attributes': {
    passed: 'The counter-signature cannot be taken for a signature over a document.',
    refused: 'The counter-signature could be taken for a signature over a document.',
  },
  'format.content-octets': {
    passed: 'The content is carried as plain octets.',
    refused:
      'The content is carried under a wrong tag, so that it could be shown as something else.',
  },
  'format.content-not-attributes': {
    passed: "The content is not another signature's attributes.",
    refused: "The content is another signature's attributes in disguise.",
  },
  'signing-certificate.found': {
    passed: "The signer's certificate is at hand.",
    refused: "The signer's certificate is not at hand.",
  },
  'signing-certificate.reference-present': {
    passed: 'The signature names the certificate that made it.',
    refused: 'The signature does not say under its protection which certificate made it.',
  },
  'signing-certificate.reference-matches': {
    passed: 'The certificate is the one the signature names.',
    refused: 'The certificate is not the one the signature names.',
  },
  'signing-certificate.issuer-serial-matches': {
    passed: 'Issuer and serial number are the ones the signature names.',
    refused: 'Issuer or serial number differ from those the signature names.',
  },
  'signing-certificate.unambiguous': {
    passed: "One certificate alone answers to the signature's description.",
    refused: "Several certificates answer to the signature's description.",
  },
  'acceptance.signature-policy': {
    passed: 'The signature policy that the signer chose is known here.',
    refused: 'The signer signed under a signature policy that is not known here.',
  },
  'path.trust-anchor': {
    passed: 'The certificate leads up to a certification authority that is trusted here.',
    refused: 'The certificate does not lead up to a certification authority that is trusted here.',
  },
  'path.algorithm-match': {
    passed: 'The certificate names one signature algorithm, inside and outside.',
    refused: 'The certificate names two different signature algorithms.',
  },
  'path.algorithm': {
    passed: 'The certificate was signed by an algorithm that may be relied on.',
    refused: 'The certificate was signed by an algorithm that may no longer be relied on.',
  },
  'path.basic-constraints': {
    passed: 'The issuing certificates belong to certification authorities.',
    refused: 'An issuing certificate does not belong to a certification authority.',
  },
  'path.ca-extensions': {
    passed: 'The certificate claims no rights of a certification authority it does not have.',
    refused: 'The certificate claims rights of a certification authority that it does not have.',
  },
  'path.ca-key-usage': {
    passed: "The authority's key may sign certificates.",
    refused: "The authority's key may not sign certificates.",
  },
  'path.certificate-policies': {
    passed: 'The certificate was issued under an accepted certificate policy.',
    refused: 'The certificate was not issued under an accepted certificate policy.',
  },
  'path.conforming-issuance': {
    passed: 'The certificate is one that an authority may issue.',
    refused:
      'The certificate is not one that an authority may issue, and the policy asks for that.',
  },
  'path.critical-extensions': {
    passed: 'Every critical extension of the certificate is understood.',
    refused: 'The certificate has a critical extension that is not understood.',
  },
  'path.duplicate-extension': {
    passed: 'No extension of the certificate stands twice.',
    refused: 'An extension of the certificate stands twice.',
  },
  'path.ext-key-usage': {
    passed: "The certificate's purposes include this use.",
    refused: 'The certificate is for other purposes, for example for servers.',
  },
  'path.extension-criticality': {
    passed: "The certificate's extensions are marked as they have to be.",
    refused: 'An extension of the certificate is wrongly marked.',
  },
  'path.issuer-name': {
    passed: 'The certificate names its issuer.',
    refused: 'The certificate names no issuer.',
  },
  'path.key-usage': {
    passed: "The certificate's key may sign.",
    refused:
      "The certificate's key may not sign documents, for example because it is for encipherment only.",
  },
  'path.name-chaining': {
    passed: 'Each certificate names the one above it as its issuer.',
    refused: 'A certificate names another issuer than the one above it.',
  },
  'path.name-constraints': {
    passed: 'The names in the certificate are ones its authority may certify.',
    refused: 'The certificate holds a name that its authority may not certify.',
  },
  'path.path-length': {
    passed: 'No certification authority has more levels below it than it may.',
    refused: 'A certification authority has more levels below it than it may.',
  },
  'path.public-key': {
    passed: "The certificate's key is strong enough.",
    refused: "The certificate's key is not strong enough, or of an unknown kind.",
  },
  'path.serial-number': {
    passed: "The certificate's serial number is well formed.",
    refused: "The certificate's serial number is malformed.",
  },
  'path.signature': {
    passed: 'Each certificate was signed by the authority above it.',
    refused: 'A certificate was not signed by the authority above it.',
  },
  'path.subject-name': {
    passed: 'The certificate names its holder.',
    refused: 'The certificate does not name its holder as it has to.',
  },
  'path.validity': {
    passed: 'The certificate was within its validity period.',
    refused: 'The certificate was not within its validity period.',
  },
  'revocation.crl-current': {
    passed: 'The certificate revocation list was in force.',
    refused: 'The certificate revocation list was not in force yet, or no longer.',
  },
  'revocation.crl-delta': {
    passed: 'The delta list fits its complete list.',
    refused: 'The delta list fits no complete list.',
  },
  'revocation.crl-extensions': {
    passed: 'Every critical part of the certificate revocation list is understood.',
    refused: 'The certificate revocation list has a critical part that is not understood.',
  },
  'revocation.crl-fresh': {
    passed: 'The certificate revocation list is recent enough.',
    refused: 'The certificate revocation list is too old.',
  },
  'revocation.crl-issuer-key-usage': {
    passed: "The list's signer may sign certificate revocation lists.",
    refused: "The list's signer may not sign certificate revocation lists.",
  },
  'revocation.crl-scope': {
    passed: 'The certificate revocation list speaks for this certificate.',
    refused: 'The certificate revocation list does not speak for this certificate.',
  },
  'revocation.crl-signature': {
    passed: 'The certificate revocation list was signed by the certification authority.',
    refused: 'The certificate revocation list was not signed by the certification authority.',
  },
  'revocation.crl-signer-path': {
    passed: "The list's signer belongs to the same authority.",
    refused: "The list's signer does not belong to the same authority.",
  },
  'revocation.evidence-present': {
    passed: 'There is revocation evidence that speaks for the certificate.',
    refused: 'There is no usable revocation evidence for the certificate yet.',
  },
  'revocation.expired-covered': {
    passed: 'The evidence still speaks of expired certificates.',
    refused: 'The evidence no longer speaks of expired certificates.',
  },
  'revocation.not-revoked': {
    passed: 'The certificate was not revoked.',
    refused: 'The certificate was revoked or suspended.',
  },
  'revocation.ocsp-certificate': {
    passed: 'The status answer is about this certificate.',
    refused: 'The status answer is about another certificate.',
  },
  'revocation.ocsp-current': {
    passed: 'The status answer was in force.',
    refused: 'The status answer was not in force yet, or no longer.',
  },
  'revocation.ocsp-extensions': {
    passed: 'Every critical part of the status answer is understood.',
    refused: 'The status answer has a critical part that is not understood.',
  },
  'revocation.ocsp-fresh': {
    passed: 'The status answer is recent enough.',
    refused: 'The status answer is too old.',
  },
  'revocation.ocsp-nonce': {
    passed: 'The status answer belongs to the question that was asked.',
    refused: 'The status answer belongs to another question.',
  },
  'revocation.ocsp-responder-authorised': {
    passed: 'The responder may answer for this authority.',
    refused: 'The responder may not answer for this authority.',
  },
  'revocation.ocsp-signature': {
    passed: 'The status answer was signed by its responder.',
    refused: 'The status answer was not signed by its responder.',
  },
  'revocation.ocsp-status': {
    passed: 'The responder knows the certificate.',
    refused: 'The responder does not know the certificate.',
  },
  'signing-certificate.validity': {
    passed:
      "The signer's certificate was valid when the signature was made, as far as that is proved.",
    refused:
      "It is not proved that the signer's certificate was valid when the signature was made.",
  },
  'signing-certificate.signed-before-revocation': {
    passed: 'The signature may have been made before the certificate was revoked.',
    refused: 'The signature was made after the certificate had been revoked.',
  },
  'trust.certificate-profile': {
    passed: 'A certificate of this kind may be used here.',
    refused: 'A certificate of this kind may not be used to sign here.',
  },
  'trust.no-sandbox-certificate': {
    passed: 'The certificate is a real one.',
    refused: "The certificate is a trial or sandbox certificate, which proves nobody's identity.",
  },
  'trust.recognised-certificate': {
    passed: 'The certification authority was recognised when the signature was made.',
    refused: 'The certification authority was not recognised when the signature was made.',
  },
  'crypto.content-available': {
    passed: 'The document that was signed is at hand.',
    refused: 'The document that was signed is not at hand.',
  },
  'crypto.algorithms-agree': {
    passed: 'Digest and signature algorithm belong together.',
    refused: 'Digest and signature algorithm do not belong together.',
  },
  'crypto.algorithm-protection': {
    passed: 'The algorithms are the ones the signer protected.',
    refused: 'The algorithms were exchanged after signing.',
  },
  'crypto.message-digest': {
    passed: 'The document is unchanged since it was signed.',
    refused: 'The document was altered after it was signed, or is another document.',
  },
  'crypto.signature-value': {
    passed: "The signature was made by the key in the signer's certificate.",
    refused: "The signature was not made by the key in the signer's certificate, or was altered.",
  },
  'algorithms.signature': {
    passed: "The signature's algorithms may be relied on.",
    refused: "The signature's algorithms may no longer be relied on, or are not known.",
  },
  'request.single-signature': {
    passed: 'One person signed, as was asked.',
    refused: 'Not exactly one person signed.',
  },
  'request.document': {
    passed: 'The document that was asked for was signed.',
    refused: 'Another document was signed than the one that was asked for.',
  },
  'request.digest-algorithm': {
    passed: 'The document was digested as asked.',
    refused: 'The document was digested by another algorithm than asked.',
  },
  'request.packaging': {
    passed: 'Document and signature came in the form that was asked for.',
    refused: 'Document and signature came in another form than asked for.',
  },
  'request.binding': {
    passed: 'The signature was made for this very request.',
    refused: 'The signature was made for another request or another site.',
  },
  'request.commitment-type': {
    passed: 'The signer declares what was asked.',
    refused: 'The signer declares something else than was asked.',
  },
  'request.shown': {
    passed: 'The signer was shown the document, as far as that was asked.',
    refused:
      'The signature does not say that the signer was shown the document as asked, or says it of something else.',
  },
  'request.expiry': {
    passed: 'The signature came while the request was open.',
    refused: 'The signature came too early or after the request had expired.',
  },
  'request.signer-profile': {
    passed: 'The signer used a kind of certificate that was asked for.',
    refused: 'The signer used another kind of certificate than those asked for.',
  },
  'request.signer-subject': {
    passed: 'The signer is the one who was asked.',
    refused: 'The signer is somebody else than who was asked.',
  },
  'request.another-signer': {
    passed: 'Somebody else than those who signed before signed, as was asked.',
    refused: 'The signer is, or has the same name as, somebody who signed this document before.',
  },
  'timestamp.token': {
    passed: 'The time-stamp is a whole token.',
    refused: 'The time-stamp is not a whole token.',
  },
  'timestamp.extensions': {
    passed: 'Every critical part of the time-stamp is understood.',
    refused: 'The time-stamp has a critical part that is not understood.',
  },
  'timestamp.message-imprint': {
    passed: 'The time-stamp is for this signature.',
    refused: 'The time-stamp is for something else.',
  },
  'timestamp.gen-time': {
    passed: 'The time of the time-stamp is possible.',
    refused: 'The time of the time-stamp is not possible.',
  },
  'timestamp.nonce': {
    passed: 'The time-stamp answers the question that was asked.',
    refused: 'The time-stamp answers another question.',
  },
  'timestamp.tsa-name': {
    passed: 'The time-stamp names the authority that made it.',
    refused: 'The time-stamp names another authority than the one that made it.',
  },
}
