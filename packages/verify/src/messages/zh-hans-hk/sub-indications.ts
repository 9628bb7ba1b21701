import type { SubIndication } from '../../indication.js'
import type { SubIndicationMessage } from '../messages.js'

/** Simplified Chinese, Hong Kong words kept: what each sub-indication means for a person, and what to do. */
export const subIndications: Readonly<Record<SubIndication, SubIndicationMessage>> = {
  FORMAT_FAILURE: {
    why: '签署不符合标准，可作不同解读。',
    next: '请签署人以最新的软件重新签署。',
  },
  HASH_FAILURE: {
    why: '文件并非所签署的文件。',
    next: '请索取签署时的文件，或重新签署。',
  },
  SIG_CRYPTO_FAILURE: {
    why: '签署与签署人的证书不符。',
    next: '请签署人重新签署；如再次发生，请通知服务营办者。',
  },
  REVOKED: {
    why: '签署是在证书撤销之后作出。',
    next: '请签署人更换证书后重新签署。',
  },
  EXPIRED: {
    why: '签署是在证书过期之后作出。',
    next: '请签署人为证书续期后重新签署。',
  },
  NOT_YET_VALID: {
    why: '签署时证书尚未生效。',
    next: '请签署人在证书生效后重新签署，并检查电脑时钟。',
  },
  SIG_CONSTRAINTS_FAILURE: {
    why: '签署并非所要求的签署。',
    next: '请签署人由签署要求重新开始，再签署一次。',
  },
  CHAIN_CONSTRAINTS_FAILURE: {
    why: '这张证书不可作此用途。',
    next: '请签署人使用获接纳的证书。',
  },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: {
    why: '证书未能构成通往获信任核证机关的可靠路径。',
    next: '请向核证机关查询；可能需要新的证书。',
  },
  CRYPTO_CONSTRAINTS_FAILURE: {
    why: '所采用的算法或密码匙不获接纳。',
    next: '请签署人使用较新的证书或软件。',
  },
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: {
    why: '所采用的算法或密码匙已超出可倚据的期限，亦没有资料证明签署在此之前作出。',
    next: '请提供该日之前的时间戳记或收据，或重新签署文件。',
  },
  POLICY_PROCESSING_ERROR: {
    why: '未能套用验证规则。',
    next: '请通知服务营办者。',
  },
  SIGNATURE_POLICY_NOT_AVAILABLE: {
    why: '签署人所依据的规则并非已知的规则。',
    next: '请签署人不附签署政策重新签署，或由营办者加入该政策。',
  },
  TIMESTAMP_ORDER_FAILURE: {
    why: '时间戳记的次序互相矛盾。',
    next: '请签署人重新签署。',
  },
  NO_SIGNING_CERTIFICATE_FOUND: {
    why: '未能确定签署人的证书。',
    next: '请签署人连同证书重新提交签署。',
  },
  NO_CERTIFICATE_CHAIN_FOUND: {
    why: '证书并非由获信任的核证机关发出。',
    next: '请签署人使用由认可核证机关发出的证书。',
  },
  REVOKED_NO_POE: {
    why: '证书已撤销，亦没有资料证明签署在撤销之前作出。',
    next: '请提供撤销之前的时间戳记或收据，或重新签署文件。',
  },
  REVOKED_CA_NO_POE: {
    why: '核证机关的证书已撤销，亦没有资料证明签署在撤销之前作出。',
    next: '请向核证机关申请新的证书，然后重新签署。',
  },
  OUT_OF_BOUNDS_NOT_REVOKED: {
    why: '证书没有被撤销，但不在有效期内，亦没有资料证明签署的时间。',
    next: '请提供证书过期之前的时间戳记或收据，或重新签署文件。',
  },
  OUT_OF_BOUNDS_NO_POE: {
    why: '证书不在有效期内，亦没有资料证明签署的时间。',
    next: '请提供证书过期之前的撤销资料和时间戳记或收据，或重新签署文件。',
  },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: {
    why: '撤销资料的签署证书不在有效期内。',
    next: '请提供较新的撤销资料。',
  },
  NO_POE: {
    why: '没有资料证明签署在关键事件之前已经存在。',
    next: '请提供时间戳记或收据。',
  },
  TRY_LATER: {
    why: '现时仍欠缺作出判断所需的资料。',
    next: '请稍后再试；签署至今未见问题。',
  },
  SIGNED_DATA_NOT_FOUND: {
    why: '没有所签署的文件。',
    next: '请连同签署提供该文件。',
  },
}
