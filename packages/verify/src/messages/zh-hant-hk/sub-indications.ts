import type { SubIndication } from '../../indication.js'
import type { SubIndicationMessage } from '../messages.js'

/** Traditional Chinese with the wording of Hong Kong government pages: what each sub-indication means for a person, and what to do. */
export const subIndications: Readonly<Record<SubIndication, SubIndicationMessage>> = {
  FORMAT_FAILURE: {
    why: '簽署不符合標準，可作不同解讀。',
    next: '請簽署人以最新的軟件重新簽署。',
  },
  HASH_FAILURE: {
    why: '文件並非所簽署的文件。',
    next: '請索取簽署時的文件，或重新簽署。',
  },
  SIG_CRYPTO_FAILURE: {
    why: '簽署與簽署人的證書不符。',
    next: '請簽署人重新簽署；如再次發生，請通知服務營辦者。',
  },
  REVOKED: {
    why: '簽署是在證書撤銷之後作出。',
    next: '請簽署人更換證書後重新簽署。',
  },
  EXPIRED: {
    why: '簽署是在證書過期之後作出。',
    next: '請簽署人為證書續期後重新簽署。',
  },
  NOT_YET_VALID: {
    why: '簽署時證書尚未生效。',
    next: '請簽署人在證書生效後重新簽署，並檢查電腦時鐘。',
  },
  SIG_CONSTRAINTS_FAILURE: {
    why: '簽署並非所要求的簽署。',
    next: '請簽署人由簽署要求重新開始，再簽署一次。',
  },
  CHAIN_CONSTRAINTS_FAILURE: {
    why: '這張證書不可作此用途。',
    next: '請簽署人使用獲接納的證書。',
  },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: {
    why: '證書未能構成通往獲信任核證機關的可靠路徑。',
    next: '請向核證機關查詢；可能需要新的證書。',
  },
  CRYPTO_CONSTRAINTS_FAILURE: {
    why: '所採用的算法或密碼匙不獲接納。',
    next: '請簽署人使用較新的證書或軟件。',
  },
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: {
    why: '所採用的算法或密碼匙已超出可倚據的期限，亦沒有資料證明簽署在此之前作出。',
    next: '請提供該日之前的時間戳記或收據，或重新簽署文件。',
  },
  POLICY_PROCESSING_ERROR: {
    why: '未能套用驗證規則。',
    next: '請通知服務營辦者。',
  },
  SIGNATURE_POLICY_NOT_AVAILABLE: {
    why: '簽署人所依據的規則並非已知的規則。',
    next: '請簽署人不附簽署政策重新簽署，或由營辦者加入該政策。',
  },
  TIMESTAMP_ORDER_FAILURE: {
    why: '時間戳記的次序互相矛盾。',
    next: '請簽署人重新簽署。',
  },
  NO_SIGNING_CERTIFICATE_FOUND: {
    why: '未能確定簽署人的證書。',
    next: '請簽署人連同證書重新提交簽署。',
  },
  NO_CERTIFICATE_CHAIN_FOUND: {
    why: '證書並非由獲信任的核證機關發出。',
    next: '請簽署人使用由認可核證機關發出的證書。',
  },
  REVOKED_NO_POE: {
    why: '證書已撤銷，亦沒有資料證明簽署在撤銷之前作出。',
    next: '請提供撤銷之前的時間戳記或收據，或重新簽署文件。',
  },
  REVOKED_CA_NO_POE: {
    why: '核證機關的證書已撤銷，亦沒有資料證明簽署在撤銷之前作出。',
    next: '請向核證機關申請新的證書，然後重新簽署。',
  },
  OUT_OF_BOUNDS_NOT_REVOKED: {
    why: '證書沒有被撤銷，但不在有效期內，亦沒有資料證明簽署的時間。',
    next: '請提供證書過期之前的時間戳記或收據，或重新簽署文件。',
  },
  OUT_OF_BOUNDS_NO_POE: {
    why: '證書不在有效期內，亦沒有資料證明簽署的時間。',
    next: '請提供證書過期之前的撤銷資料和時間戳記或收據，或重新簽署文件。',
  },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: {
    why: '撤銷資料的簽署證書不在有效期內。',
    next: '請提供較新的撤銷資料。',
  },
  NO_POE: {
    why: '沒有資料證明簽署在關鍵事件之前已經存在。',
    next: '請提供時間戳記或收據。',
  },
  TRY_LATER: {
    why: '現時仍欠缺作出判斷所需的資料。',
    next: '請稍後再試；簽署至今未見問題。',
  },
  SIGNED_DATA_NOT_FOUND: {
    why: '沒有所簽署的文件。',
    next: '請連同簽署提供該文件。',
  },
}
