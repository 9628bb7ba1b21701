import type { CheckMessage } from '../messages.js'

/** Traditional Chinese with the wording of Hong Kong government pages: what each check found, by its id. */
export const checks: Readonly<Record<string, CheckMessage>> = {
  'format.document-parses': {
    passed: '檔案是完整而格式可識別的已簽署文件。',
    refused: '檔案不是已簽署文件、不完整，或其後加上了其他內容。',
  },
  'format.signer-present': {
    passed: '文件已有人簽署。',
    refused: '文件沒有任何簽署，或簽署數目超出可處理的上限。',
  },
  'format.signed-data-version': {
    passed: '訊息的版本與內容相符。',
    refused: '訊息的版本與內容不符。',
  },
  'format.signer-info-version': {
    passed: '簽署的版本與其指明簽署人的方式相符。',
    refused: '簽署的版本與其指明簽署人的方式不符。',
  },
  'format.digest-algorithm-listed': {
    passed: '訊息已列明所使用的摘要算法。',
    refused: '訊息沒有列明所使用的摘要算法，或列得不正確。',
  },
  'format.signed-attributes-present': {
    passed: '簽署具備所需的已簽署屬性。',
    refused: '簽署欠缺這類簽署所需的已簽署屬性。',
  },
  'format.signed-attributes-der': {
    passed: '已簽署屬性與簽署時的形式完全相同。',
    refused: '已簽署屬性與簽署時的形式不同。',
  },
  'format.attribute-placement': {
    passed: '每項屬性都在其應有的位置。',
    refused: '有屬性放在簽署保護範圍的錯誤一邊。',
  },
  'format.attribute-once': {
    passed: '每項屬性只出現一次，並只有一個數值。',
    refused: '有屬性重複出現或有多個數值，可作不同解讀。',
  },
  'format.attribute-syntax': {
    passed: '每項已知屬性的格式正確。',
    refused: '有屬性的格式不正確。',
  },
  'format.content-type-attribute': {
    passed: '已簽署的內容類型與內容相符。',
    refused: '已簽署的內容類型欠缺，或與內容不符。',
  },
  'format.message-digest-attribute': {
    passed: '已簽署屬性載有內容的摘要。',
    refused: '已簽署屬性沒有載有內容的摘要。',
  },
  'format.counter-signature-attributes': {
    passed: '這個副署不會被誤作對文件的簽署。',
    refused: '這個副署可被誤作對文件的簽署。',
  },
  'format.content-octets': {
    passed: '內容以純位元組形式載於訊息。',
    refused: '內容的標籤不正確，可被當作其他內容顯示。',
  },
  'format.content-not-attributes': {
    passed: '內容並非另一簽署的屬性。',
    refused: '內容其實是另一簽署的屬性。',
  },
  'signing-certificate.found': {
    passed: '已取得簽署人的證書。',
    refused: '沒有簽署人的證書。',
  },
  'signing-certificate.reference-present': {
    passed: '簽署已指明所用的證書。',
    refused: '簽署沒有在其保護範圍內指明所用的證書。',
  },
  'signing-certificate.reference-matches': {
    passed: '證書正是簽署所指明的證書。',
    refused: '證書並非簽署所指明的證書。',
  },
  'signing-certificate.issuer-serial-matches': {
    passed: '發證機關和序號與簽署所指明的相符。',
    refused: '發證機關或序號與簽署所指明的不符。',
  },
  'signing-certificate.unambiguous': {
    passed: '只有一張證書符合簽署的描述。',
    refused: '有多於一張證書符合簽署的描述。',
  },
  'acceptance.signature-policy': {
    passed: '簽署人所採用的簽署政策為已知的政策。',
    refused: '簽署人所採用的簽署政策並非已知的政策。',
  },
  'path.trust-anchor': {
    passed: '證書可追溯至獲信任的核證機關。',
    refused: '證書未能追溯至獲信任的核證機關。',
  },
  'path.algorithm-match': {
    passed: '證書內外所列的簽署算法一致。',
    refused: '證書內外所列的簽署算法不一致。',
  },
  'path.algorithm': {
    passed: '證書所採用的簽署算法可以倚據。',
    refused: '證書所採用的簽署算法已不可倚據。',
  },
  'path.basic-constraints': {
    passed: '發出證書的一方屬核證機關。',
    refused: '發出證書的一方不屬核證機關。',
  },
  'path.ca-extensions': {
    passed: '證書沒有聲稱具有不屬於它的核證機關權力。',
    refused: '證書聲稱具有不屬於它的核證機關權力。',
  },
  'path.ca-key-usage': {
    passed: '核證機關的密碼匙可用作簽發證書。',
    refused: '核證機關的密碼匙不可用作簽發證書。',
  },
  'path.certificate-policies': {
    passed: '證書按獲接納的證書政策發出。',
    refused: '證書並非按獲接納的證書政策發出。',
  },
  'path.conforming-issuance': {
    passed: '證書符合核證機關簽發證書的規定。',
    refused: '證書不符合核證機關簽發證書的規定，而核證政策要求符合。',
  },
  'path.critical-extensions': {
    passed: '證書內每項關鍵擴展項目均可識別。',
    refused: '證書載有未能識別的關鍵擴展項目。',
  },
  'path.duplicate-extension': {
    passed: '證書內沒有重複的擴展項目。',
    refused: '證書內有重複的擴展項目。',
  },
  'path.ext-key-usage': {
    passed: '證書的用途包括這項用途。',
    refused: '證書是供其他用途使用，例如伺服器。',
  },
  'path.extension-criticality': {
    passed: '證書擴展項目的標示正確。',
    refused: '證書有擴展項目的標示不正確。',
  },
  'path.issuer-name': {
    passed: '證書載有發證機關的名稱。',
    refused: '證書沒有載有發證機關的名稱。',
  },
  'path.key-usage': {
    passed: '證書的密碼匙可用作簽署。',
    refused: '證書的密碼匙不可用作簽署文件，例如只供保密之用。',
  },
  'path.name-chaining': {
    passed: '每張證書所列的發證機關均與上一級相符。',
    refused: '有證書所列的發證機關與上一級不符。',
  },
  'path.name-constraints': {
    passed: '證書內的名稱屬核證機關可核證的範圍。',
    refused: '證書載有核證機關不可核證的名稱。',
  },
  'path.path-length': {
    passed: '核證機關之下的層數沒有超出限制。',
    refused: '核證機關之下的層數超出限制。',
  },
  'path.public-key': {
    passed: '證書的密碼匙強度足夠。',
    refused: '證書的密碼匙強度不足，或屬未知類別。',
  },
  'path.serial-number': {
    passed: '證書序號的格式正確。',
    refused: '證書序號的格式不正確。',
  },
  'path.signature': {
    passed: '每張證書均由上一級核證機關簽發。',
    refused: '有證書並非由上一級核證機關簽發。',
  },
  'path.subject-name': {
    passed: '證書載有持有人的名稱。',
    refused: '證書沒有按規定載有持有人的名稱。',
  },
  'path.validity': {
    passed: '證書在有效期內。',
    refused: '證書不在有效期內。',
  },
  'revocation.crl-current': {
    passed: '證書撤銷清單仍然有效。',
    refused: '證書撤銷清單尚未生效或已過期。',
  },
  'revocation.crl-delta': {
    passed: '差異撤銷清單與完整清單相符。',
    refused: '差異撤銷清單沒有相符的完整清單。',
  },
  'revocation.crl-extensions': {
    passed: '證書撤銷清單的關鍵項目均可識別。',
    refused: '證書撤銷清單載有未能識別的關鍵項目。',
  },
  'revocation.crl-fresh': {
    passed: '證書撤銷清單夠新。',
    refused: '證書撤銷清單過舊。',
  },
  'revocation.crl-issuer-key-usage': {
    passed: '清單的簽署人可簽發證書撤銷清單。',
    refused: '清單的簽署人不可簽發證書撤銷清單。',
  },
  'revocation.crl-scope': {
    passed: '證書撤銷清單涵蓋這張證書。',
    refused: '證書撤銷清單不涵蓋這張證書。',
  },
  'revocation.crl-signature': {
    passed: '證書撤銷清單由核證機關簽發。',
    refused: '證書撤銷清單並非由核證機關簽發。',
  },
  'revocation.crl-signer-path': {
    passed: '清單的簽署人屬同一核證機關。',
    refused: '清單的簽署人不屬同一核證機關。',
  },
  'revocation.evidence-present': {
    passed: '已取得可用的撤銷資料。',
    refused: '暫未取得可用的撤銷資料。',
  },
  'revocation.expired-covered': {
    passed: '撤銷資料仍涵蓋已過期的證書。',
    refused: '撤銷資料已不涵蓋已過期的證書。',
  },
  'revocation.not-revoked': {
    passed: '證書沒有被撤銷。',
    refused: '證書已撤銷或已暫時吊銷。',
  },
  'revocation.ocsp-certificate': {
    passed: '狀態回覆涉及這張證書。',
    refused: '狀態回覆涉及另一張證書。',
  },
  'revocation.ocsp-current': {
    passed: '狀態回覆仍然有效。',
    refused: '狀態回覆尚未生效或已過期。',
  },
  'revocation.ocsp-extensions': {
    passed: '狀態回覆的關鍵項目均可識別。',
    refused: '狀態回覆載有未能識別的關鍵項目。',
  },
  'revocation.ocsp-fresh': {
    passed: '狀態回覆夠新。',
    refused: '狀態回覆過舊。',
  },
  'revocation.ocsp-nonce': {
    passed: '狀態回覆與所提出的查詢相符。',
    refused: '狀態回覆屬於另一次查詢。',
  },
  'revocation.ocsp-responder-authorised': {
    passed: '回覆者獲核證機關授權。',
    refused: '回覆者未獲核證機關授權。',
  },
  'revocation.ocsp-signature': {
    passed: '狀態回覆由回覆者簽署。',
    refused: '狀態回覆並非由回覆者簽署。',
  },
  'revocation.ocsp-status': {
    passed: '回覆者知悉這張證書。',
    refused: '回覆者並不知悉這張證書。',
  },
  'signing-certificate.validity': {
    passed: '已證明簽署時簽署人的證書有效。',
    refused: '未能證明簽署時簽署人的證書有效。',
  },
  'signing-certificate.signed-before-revocation': {
    passed: '簽署有可能在證書撤銷之前作出。',
    refused: '簽署是在證書撤銷之後作出。',
  },
  'trust.certificate-profile': {
    passed: '這類證書可在此使用。',
    refused: '這類證書不可在此用作簽署。',
  },
  'trust.no-sandbox-certificate': {
    passed: '這是正式的證書。',
    refused: '這是試用或測試用的證書，不能證明任何人的身份。',
  },
  'trust.recognised-certificate': {
    passed: '簽署時有關核證機關屬認可核證機關。',
    refused: '簽署時有關核證機關並非認可核證機關。',
  },
  'crypto.content-available': {
    passed: '已取得所簽署的文件。',
    refused: '沒有所簽署的文件。',
  },
  'crypto.algorithms-agree': {
    passed: '摘要算法與簽署算法相配。',
    refused: '摘要算法與簽署算法不相配。',
  },
  'crypto.algorithm-protection': {
    passed: '算法與簽署人所保護的相同。',
    refused: '算法在簽署後被更換。',
  },
  'crypto.message-digest': {
    passed: '文件自簽署後沒有更改。',
    refused: '文件在簽署後被竄改，或並非原來的文件。',
  },
  'crypto.signature-value': {
    passed: '簽署由簽署人證書所載的密碼匙作出。',
    refused: '簽署並非由簽署人證書所載的密碼匙作出，或已被竄改。',
  },
  'algorithms.signature': {
    passed: '簽署所採用的算法可以倚據。',
    refused: '簽署所採用的算法已不可倚據，或屬未知算法。',
  },
  'request.single-signature': {
    passed: '按要求只有一人簽署。',
    refused: '簽署人並非剛好一人。',
  },
  'request.document': {
    passed: '所簽署的正是要求簽署的文件。',
    refused: '所簽署的並非要求簽署的文件。',
  },
  'request.digest-algorithm': {
    passed: '文件按要求的算法計算摘要。',
    refused: '文件以另一種算法計算摘要。',
  },
  'request.packaging': {
    passed: '文件與簽署按要求的形式提交。',
    refused: '文件與簽署並非按要求的形式提交。',
  },
  'request.binding': {
    passed: '簽署是為這次要求而作出。',
    refused: '簽署是為另一次要求或另一網站而作出。',
  },
  'request.commitment-type': {
    passed: '簽署人作出了所要求的聲明。',
    refused: '簽署人的聲明與所要求的不同。',
  },
  'request.shown': {
    passed: '已按要求向簽署者顯示文件。',
    refused: '簽署沒有表明已按要求向簽署者顯示文件，或所顯示的並非這份文件。',
  },
  'request.expiry': {
    passed: '簽署在要求有效期內作出。',
    refused: '簽署過早作出，或在要求過期後才作出。',
  },
  'request.signer-profile': {
    passed: '簽署人使用了所要求類別的證書。',
    refused: '簽署人使用的證書並非所要求的類別。',
  },
  'request.signer-subject': {
    passed: '簽署人正是被要求簽署的人。',
    refused: '簽署人並非被要求簽署的人。',
  },
  'request.another-signer': {
    passed: '如要求所定，簽署人並非先前的簽署人。',
    refused: '簽署人與先前簽署此文件的人相同或同名。',
  },
  'timestamp.token': {
    passed: '時間戳記的資料完整。',
    refused: '時間戳記的資料不完整。',
  },
  'timestamp.extensions': {
    passed: '時間戳記的關鍵項目均可識別。',
    refused: '時間戳記載有未能識別的關鍵項目。',
  },
  'timestamp.message-imprint': {
    passed: '時間戳記屬於這個簽署。',
    refused: '時間戳記並不屬於這個簽署。',
  },
  'timestamp.gen-time': {
    passed: '時間戳記的時間合理。',
    refused: '時間戳記的時間不合理。',
  },
  'timestamp.nonce': {
    passed: '時間戳記與所提出的要求相符。',
    refused: '時間戳記屬於另一次要求。',
  },
  'timestamp.tsa-name': {
    passed: '時間戳記載明發出的機構。',
    refused: '時間戳記所載的機構並非發出的機構。',
  },
}
