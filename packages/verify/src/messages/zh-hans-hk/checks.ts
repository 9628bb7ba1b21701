import type { CheckMessage } from '../messages.js'

/** Simplified Chinese, Hong Kong words kept: what each check found, by its id. */
export const checks: Readonly<Record<string, CheckMessage>> = {
  'format.document-parses': {
    passed: '档案是完整而格式可识别的已签署文件。',
    refused: '档案不是已签署文件、不完整，或其后加上了其他内容。',
  },
  'format.signer-present': {
    passed: '文件已有人签署。',
    refused: '文件没有任何签署，或签署数目超出可处理的上限。',
  },
  'format.signed-data-version': {
    passed: '讯息的版本与内容相符。',
    refused: '讯息的版本与内容不符。',
  },
  'format.signer-info-version': {
    passed: '签署的版本与其指明签署人的方式相符。',
    refused: '签署的版本与其指明签署人的方式不符。',
  },
  'format.digest-algorithm-listed': {
    passed: '讯息已列明所使用的摘要算法。',
    refused: '讯息没有列明所使用的摘要算法，或列得不正确。',
  },
  'format.signed-attributes-present': {
    passed: '签署具备所需的已签署属性。',
    refused: '签署欠缺这类签署所需的已签署属性。',
  },
  'format.signed-attributes-der': {
    passed: '已签署属性与签署时的形式完全相同。',
    refused: '已签署属性与签署时的形式不同。',
  },
  'format.attribute-placement': {
    passed: '每项属性都在其应有的位置。',
    refused: '有属性放在签署保护范围的错误一边。',
  },
  'format.attribute-once': {
    passed: '每项属性只出现一次，并只有一个数值。',
    refused: '有属性重复出现或有多个数值，可作不同解读。',
  },
  'format.attribute-syntax': {
    passed: '每项已知属性的格式正确。',
    refused: '有属性的格式不正确。',
  },
  'format.content-type-attribute': {
    passed: '已签署的内容类型与内容相符。',
    refused: '已签署的内容类型欠缺，或与内容不符。',
  },
  'format.message-digest-attribute': {
    passed: '已签署属性载有内容的摘要。',
    refused: '已签署属性没有载有内容的摘要。',
  },
  'format.counter-signature-attributes': {
    passed: '这个副署不会被误作对文件的签署。',
    refused: '这个副署可被误作对文件的签署。',
  },
  'format.content-octets': {
    passed: '内容以纯位元组形式载于讯息。',
    refused: '内容的标签不正确，可被当作其他内容显示。',
  },
  'format.content-not-attributes': {
    passed: '内容并非另一签署的属性。',
    refused: '内容其实是另一签署的属性。',
  },
  'signing-certificate.found': {
    passed: '已取得签署人的证书。',
    refused: '没有签署人的证书。',
  },
  'signing-certificate.reference-present': {
    passed: '签署已指明所用的证书。',
    refused: '签署没有在其保护范围内指明所用的证书。',
  },
  'signing-certificate.reference-matches': {
    passed: '证书正是签署所指明的证书。',
    refused: '证书并非签署所指明的证书。',
  },
  'signing-certificate.issuer-serial-matches': {
    passed: '发证机关和序号与签署所指明的相符。',
    refused: '发证机关或序号与签署所指明的不符。',
  },
  'signing-certificate.unambiguous': {
    passed: '只有一张证书符合签署的描述。',
    refused: '有多于一张证书符合签署的描述。',
  },
  'acceptance.signature-policy': {
    passed: '签署人所采用的签署政策为已知的政策。',
    refused: '签署人所采用的签署政策并非已知的政策。',
  },
  'path.trust-anchor': {
    passed: '证书可追溯至获信任的核证机关。',
    refused: '证书未能追溯至获信任的核证机关。',
  },
  'path.algorithm-match': {
    passed: '证书内外所列的签署算法一致。',
    refused: '证书内外所列的签署算法不一致。',
  },
  'path.algorithm': {
    passed: '证书所采用的签署算法可以倚据。',
    refused: '证书所采用的签署算法已不可倚据。',
  },
  'path.basic-constraints': {
    passed: '发出证书的一方属核证机关。',
    refused: '发出证书的一方不属核证机关。',
  },
  'path.ca-extensions': {
    passed: '证书没有声称具有不属于它的核证机关权力。',
    refused: '证书声称具有不属于它的核证机关权力。',
  },
  'path.ca-key-usage': {
    passed: '核证机关的密码匙可用作签发证书。',
    refused: '核证机关的密码匙不可用作签发证书。',
  },
  'path.certificate-policies': {
    passed: '证书按获接纳的证书政策发出。',
    refused: '证书并非按获接纳的证书政策发出。',
  },
  'path.conforming-issuance': {
    passed: '证书符合核证机关签发证书的规定。',
    refused: '证书不符合核证机关签发证书的规定，而核证政策要求符合。',
  },
  'path.critical-extensions': {
    passed: '证书内每项关键扩展项目均可识别。',
    refused: '证书载有未能识别的关键扩展项目。',
  },
  'path.duplicate-extension': {
    passed: '证书内没有重复的扩展项目。',
    refused: '证书内有重复的扩展项目。',
  },
  'path.ext-key-usage': {
    passed: '证书的用途包括这项用途。',
    refused: '证书是供其他用途使用，例如伺服器。',
  },
  'path.extension-criticality': {
    passed: '证书扩展项目的标示正确。',
    refused: '证书有扩展项目的标示不正确。',
  },
  'path.issuer-name': {
    passed: '证书载有发证机关的名称。',
    refused: '证书没有载有发证机关的名称。',
  },
  'path.key-usage': {
    passed: '证书的密码匙可用作签署。',
    refused: '证书的密码匙不可用作签署文件，例如只供保密之用。',
  },
  'path.name-chaining': {
    passed: '每张证书所列的发证机关均与上一级相符。',
    refused: '有证书所列的发证机关与上一级不符。',
  },
  'path.name-constraints': {
    passed: '证书内的名称属核证机关可核证的范围。',
    refused: '证书载有核证机关不可核证的名称。',
  },
  'path.path-length': {
    passed: '核证机关之下的层数没有超出限制。',
    refused: '核证机关之下的层数超出限制。',
  },
  'path.public-key': {
    passed: '证书的密码匙强度足够。',
    refused: '证书的密码匙强度不足，或属未知类别。',
  },
  'path.serial-number': {
    passed: '证书序号的格式正确。',
    refused: '证书序号的格式不正确。',
  },
  'path.signature': {
    passed: '每张证书均由上一级核证机关签发。',
    refused: '有证书并非由上一级核证机关签发。',
  },
  'path.subject-name': {
    passed: '证书载有持有人的名称。',
    refused: '证书没有按规定载有持有人的名称。',
  },
  'path.validity': {
    passed: '证书在有效期内。',
    refused: '证书不在有效期内。',
  },
  'revocation.crl-current': {
    passed: '证书撤销清单仍然有效。',
    refused: '证书撤销清单尚未生效或已过期。',
  },
  'revocation.crl-delta': {
    passed: '差异撤销清单与完整清单相符。',
    refused: '差异撤销清单没有相符的完整清单。',
  },
  'revocation.crl-extensions': {
    passed: '证书撤销清单的关键项目均可识别。',
    refused: '证书撤销清单载有未能识别的关键项目。',
  },
  'revocation.crl-fresh': {
    passed: '证书撤销清单够新。',
    refused: '证书撤销清单过旧。',
  },
  'revocation.crl-issuer-key-usage': {
    passed: '清单的签署人可签发证书撤销清单。',
    refused: '清单的签署人不可签发证书撤销清单。',
  },
  'revocation.crl-scope': {
    passed: '证书撤销清单涵盖这张证书。',
    refused: '证书撤销清单不涵盖这张证书。',
  },
  'revocation.crl-signature': {
    passed: '证书撤销清单由核证机关签发。',
    refused: '证书撤销清单并非由核证机关签发。',
  },
  'revocation.crl-signer-path': {
    passed: '清单的签署人属同一核证机关。',
    refused: '清单的签署人不属同一核证机关。',
  },
  'revocation.evidence-present': {
    passed: '已取得可用的撤销资料。',
    refused: '暂未取得可用的撤销资料。',
  },
  'revocation.expired-covered': {
    passed: '撤销资料仍涵盖已过期的证书。',
    refused: '撤销资料已不涵盖已过期的证书。',
  },
  'revocation.not-revoked': {
    passed: '证书没有被撤销。',
    refused: '证书已撤销或已暂时吊销。',
  },
  'revocation.ocsp-certificate': {
    passed: '状态回复涉及这张证书。',
    refused: '状态回复涉及另一张证书。',
  },
  'revocation.ocsp-current': {
    passed: '状态回复仍然有效。',
    refused: '状态回复尚未生效或已过期。',
  },
  'revocation.ocsp-extensions': {
    passed: '状态回复的关键项目均可识别。',
    refused: '状态回复载有未能识别的关键项目。',
  },
  'revocation.ocsp-fresh': {
    passed: '状态回复够新。',
    refused: '状态回复过旧。',
  },
  'revocation.ocsp-nonce': {
    passed: '状态回复与所提出的查询相符。',
    refused: '状态回复属于另一次查询。',
  },
  'revocation.ocsp-responder-authorised': {
    passed: '回复者获核证机关授权。',
    refused: '回复者未获核证机关授权。',
  },
  'revocation.ocsp-signature': {
    passed: '状态回复由回复者签署。',
    refused: '状态回复并非由回复者签署。',
  },
  'revocation.ocsp-status': {
    passed: '回复者知悉这张证书。',
    refused: '回复者并不知悉这张证书。',
  },
  'signing-certificate.validity': {
    passed: '已证明签署时签署人的证书有效。',
    refused: '未能证明签署时签署人的证书有效。',
  },
  'signing-certificate.signed-before-revocation': {
    passed: '签署有可能在证书撤销之前作出。',
    refused: '签署是在证书撤销之后作出。',
  },
  'trust.certificate-profile': {
    passed: '这类证书可在此使用。',
    refused: '这类证书不可在此用作签署。',
  },
  'trust.no-sandbox-certificate': {
    passed: '这是正式的证书。',
    refused: '这是试用或测试用的证书，不能证明任何人的身份。',
  },
  'trust.recognised-certificate': {
    passed: '签署时有关核证机关属认可核证机关。',
    refused: '签署时有关核证机关并非认可核证机关。',
  },
  'crypto.content-available': {
    passed: '已取得所签署的文件。',
    refused: '没有所签署的文件。',
  },
  'crypto.algorithms-agree': {
    passed: '摘要算法与签署算法相配。',
    refused: '摘要算法与签署算法不相配。',
  },
  'crypto.algorithm-protection': {
    passed: '算法与签署人所保护的相同。',
    refused: '算法在签署后被更换。',
  },
  'crypto.message-digest': {
    passed: '文件自签署后没有更改。',
    refused: '文件在签署后被篡改，或并非原来的文件。',
  },
  'crypto.signature-value': {
    passed: '签署由签署人证书所载的密码匙作出。',
    refused: '签署并非由签署人证书所载的密码匙作出，或已被篡改。',
  },
  'algorithms.signature': {
    passed: '签署所采用的算法可以倚据。',
    refused: '签署所采用的算法已不可倚据，或属未知算法。',
  },
  'request.single-signature': {
    passed: '按要求只有一人签署。',
    refused: '签署人并非刚好一人。',
  },
  'request.document': {
    passed: '所签署的正是要求签署的文件。',
    refused: '所签署的并非要求签署的文件。',
  },
  'request.digest-algorithm': {
    passed: '文件按要求的算法计算摘要。',
    refused: '文件以另一种算法计算摘要。',
  },
  'request.packaging': {
    passed: '文件与签署按要求的形式提交。',
    refused: '文件与签署并非按要求的形式提交。',
  },
  'request.binding': {
    passed: '签署是为这次要求而作出。',
    refused: '签署是为另一次要求或另一网站而作出。',
  },
  'request.commitment-type': {
    passed: '签署人作出了所要求的声明。',
    refused: '签署人的声明与所要求的不同。',
  },
  'request.shown': {
    passed: '已按要求向签署者显示文件。',
    refused: '签署没有表明已按要求向签署者显示文件，或所显示的并非这份文件。',
  },
  'request.expiry': {
    passed: '签署在要求有效期内作出。',
    refused: '签署过早作出，或在要求过期后才作出。',
  },
  'request.signer-profile': {
    passed: '签署人使用了所要求类别的证书。',
    refused: '签署人使用的证书并非所要求的类别。',
  },
  'request.signer-subject': {
    passed: '签署人正是被要求签署的人。',
    refused: '签署人并非被要求签署的人。',
  },
  'request.another-signer': {
    passed: '如要求所定，签署人并非先前的签署人。',
    refused: '签署人与先前签署此文件的人相同或同名。',
  },
  'timestamp.token': {
    passed: '时间戳记的资料完整。',
    refused: '时间戳记的资料不完整。',
  },
  'timestamp.extensions': {
    passed: '时间戳记的关键项目均可识别。',
    refused: '时间戳记载有未能识别的关键项目。',
  },
  'timestamp.message-imprint': {
    passed: '时间戳记属于这个签署。',
    refused: '时间戳记并不属于这个签署。',
  },
  'timestamp.gen-time': {
    passed: '时间戳记的时间合理。',
    refused: '时间戳记的时间不合理。',
  },
  'timestamp.nonce': {
    passed: '时间戳记与所提出的要求相符。',
    refused: '时间戳记属于另一次要求。',
  },
  'timestamp.tsa-name': {
    passed: '时间戳记载明发出的机构。',
    refused: '时间戳记所载的机构并非发出的机构。',
  },
}
