import type { LaterFailures } from '../messages.js'

/** 简体中文. */
export const failuresZhHansHk: LaterFailures = {
  REQUEST_UNKNOWN: {
    title: '找不到这项签署要求',
    text: '服务网站在此网址没有签署要求。',
    next: '请返回服务网站，再按“签署”。',
  },
  REQUEST_EXPIRED: {
    title: '签署时限已过',
    text: '签署要求只在限时内有效。文件并未签署。',
    next: '请返回服务网站，再按“签署”。你在该处填写的资料会保留。',
  },
  REQUEST_ALREADY_USED: {
    title: '此文件早已签署',
    text: '先前已收到这项要求的签署。每项要求只接受一个签署。',
    next: '请返回服务网站查看状况。如要签署其他文件，请在该处重新开始。',
  },
  SESSION_MISMATCH: {
    title: '你已登出',
    text: '这项要求属于另一次登入，或你的登入时限已过。',
    next: '请返回服务网站，登入后再按“签署”。',
  },
  ORIGIN_MISMATCH: {
    title: '这项要求属于另一个网站',
    text: '你正在浏览的网页无权要求此签署。文件并未签署。',
    next: '请关闭此页，从服务网站本身的网址进入，并向该服务举报此页。',
  },
  TOO_MANY_TRIES: {
    title: '尝试次数过多',
    text: '这项要求多次尝试不成功，现已终止。',
    next: '请返回服务网站，再按“签署”。',
  },
  DOCUMENT_CHANGED: {
    title: '文件与所要求的不符',
    text: '收到的文件与服务网站要求你签署的不同。文件并未签署。',
    next: '请返回服务网站，再按“签署”。如再次发生，请通知该服务。',
  },
  SIGNATURE_MALFORMED: {
    title: '服务网站未能读取签署',
    text: '签署已制作，但服务网站不明白其格式。',
    next: '请将下列代号通知该服务。',
  },
  SIGNATURE_BROKEN: {
    title: '签署与文件不符',
    text: '资料在途中有所改变，签署不获接纳。',
    next: '请再试一次。如再次发生，请通知该服务。',
  },
  SIGNER_EXPIRED: {
    title: '你的证书已过期',
    text: '以过期证书作出的签署不获接纳。',
    next: '请选择另一张电子证书，或向核证机关为证书续期。',
  },
  SIGNER_NOT_YET_VALID: {
    title: '你的证书尚未生效',
    text: '证书的有效期尚未开始。',
    next: '请选择另一张电子证书，或待有效期开始后再签署。',
  },
  SIGNER_REVOKED: {
    title: '你的证书已被撤销',
    text: '核证机关已撤销此证书，签署不获接纳。',
    next: '请选择另一张电子证书。如你没有要求撤销证书，请联络核证机关。',
  },
  SIGNER_SUSPENDED: {
    title: '你的证书已暂时吊销',
    text: '核证机关已暂时吊销此证书。',
    next: '请选择另一张电子证书，或联络核证机关。',
  },
  SIGNER_NOT_RECOGNISED: {
    title: '此处不认可你的证书',
    text: '此证书并非由这项服务认可的核证机关发出。',
    next: '请选择由认可核证机关发出的电子证书。',
  },
  SIGNER_SAME_PERSON: {
    title: '须由另一人签署',
    text: '此文件先前已由你或同名的人签署。',
    next: '请负责复核的人以其本人的电子证书签署。',
  },
  EARLIER_SIGNATURE_FAILED: {
    title: '先前的签署已不再有效',
    text: '未能再次确认此文件上原有的签署。',
    next: '请要求有关服务安排重新签署文件。',
  },
  EARLIER_SIGNATURE_MISMATCH: {
    title: '这不是该文件的签署',
    text: '你将加签的并非所显示文件的有效签署。现时并未签署任何内容。',
    next: '请把以下代码告知服务的营运者。',
  },
  SIGNER_WRONG_PERSON: {
    title: '此证书属于另一人',
    text: '文件须由文件上指明的人签署。',
    next: '请选择该人的电子证书。',
  },
  SIGNER_WRONG_PROFILE: {
    title: '不接纳这类证书',
    text: '这项服务要求另一类证书，例如电子证书（个人）。',
    next: '请选择这项服务接纳的证书类别。',
  },
  SIGNER_WRONG_KEY_USAGE: {
    title: '此证书不能用作签署',
    text: '此证书是为其他用途（例如加密）而发出。',
    next: '请选择可作数码签署的电子证书。',
  },
  ALGORITHM_REFUSED: {
    title: '此证书的密码匙不够稳当',
    text: '这项服务不再接纳这种密码匙或其长度。',
    next: '请选择较新的电子证书，或为证书续期。',
  },
  REVOCATION_UNAVAILABLE: {
    title: '暂时未能核实你的证书',
    text: '这项服务未能查明你的证书有否被撤销。',
    next: '请数分钟后再试。',
  },
  REQUEST_BINDING_MISMATCH: {
    title: '签署属于另一项要求',
    text: '这项服务未有就此文件接纳该签署。',
    next: '请返回服务网站，再按“签署”。',
  },
  OTHER_REFUSAL: {
    title: '签署不获接纳',
    text: '这项服务拒绝了该签署。',
    next: '请将下列代号通知该服务。',
  },
  NETWORK_GONE: {
    title: '你的签署尚未送出',
    text: '文件已签署，但网络连线中断。你的签署保留在此。',
    next: '请勿关闭此视窗。网络恢复后按“再次传送”，即会传送同一个签署。',
  },
  PORTAL_ANSWER_MALFORMED: {
    title: '服务网站发生故障',
    text: '未能理解服务网站的回覆。',
    next: '请数分钟后再试。如再次发生，请通知该服务。',
  },
  REQUEST_MALFORMED: {
    title: '签署要求有误',
    text: '服务网站发出的要求不符合规格。文件并未签署。',
    next: '请将下列代号通知该服务。',
  },
  DOCUMENT_TOO_LARGE: {
    title: '文件太大',
    text: '文件大小超出此页可显示及签署的上限。',
    next: '请将下列代号通知该服务。',
  },
  CRYPTO_UNAVAILABLE: {
    title: '此浏览器不能在此签署',
    text: '浏览器欠缺所需功能，或网页并非经安全连线（https）开启。',
    next: '请以现行版本的浏览器经 https 开启服务网站。',
  },
  WORKER_UNAVAILABLE: {
    title: '此页未能开启电子证书档案',
    text: '负责开启电子证书档案的部分未能启动。',
    next: '请重新载入网页再试。如再次发生，请通知该服务。',
  },
  FILE_UNREADABLE: {
    title: '未能读取档案',
    text: '档案可能已被移走，或 USB 已被拔出。',
    next: '请重新插入 USB，再选择档案。',
  },
  SIGNING_FAILED: {
    title: '签署不成功',
    text: '此电子证书的密码匙未能签署。',
    next: '请再试一次，或选择另一张电子证书。',
  },
  CLOCK_WRONG: {
    title: '这部装置的时钟不正确',
    text: '装置的日期或时间与服务的时间相差很远，证书可能因此看似已过期。',
    next: '请校正装置的日期及时间，然后再试。',
  },
  DIALOG_UNREACHABLE: {
    title: '未能连接签署视窗',
    text: '提供签署视窗的网址没有回应。并无任何文件已签署。',
    next: '请检查网络连线，然后再试。',
  },
  POPUP_BLOCKED: {
    title: '浏览器拦截了签署视窗',
    text: '签署须在独立视窗进行，但此浏览器不容许此页开启视窗。',
    next: '请容许此页开启弹出视窗，然后再试。',
  },
  REMOTE_STATE_UNKNOWN: {
    title: '在签署服务的签署已经结束',
    text: '可能是时间已过，或你在另一视窗重新开始。文件并未签署。',
    next: '请再试一次，并只使用一个视窗。',
  },
  REMOTE_SIGNER_UNKNOWN: {
    title: '此处不提供这项签署服务',
    text: '本服务未有使用该项签署服务。',
    next: '请选择另一种签署方式。',
  },
  REMOTE_BUSY: {
    title: '现时使用人数众多',
    text: '暂时未能使用签署服务。',
    next: '请于数分钟后再试，或选择另一种签署方式。',
  },
  REMOTE_CANCELLED: {
    title: '已取消签署',
    text: '文件并未签署。',
    next: '请再试一次，或选择另一种签署方式。',
  },
  REMOTE_REJECTED: {
    title: '你已拒绝签署',
    text: '签署服务表示你已拒绝签署。文件并未签署。',
    next: '如属错误操作，请再试一次。',
  },
  REMOTE_TIMEOUT: {
    title: '你未有在限时内回应',
    text: '签署服务等候你的回应，现已停止。文件并未签署。',
    next: '请准备好手提电话，然后再试一次。',
  },
  REMOTE_NOT_LOGGED_IN: {
    title: '你尚未以签署服务登入',
    text: '本服务未有你在该处的账户资料。',
    next: '请返回本服务并以该签署服务登入，或选择另一种签署方式。',
  },
  REMOTE_NO_CREDENTIAL: {
    title: '该处没有可用的证书',
    text: '签署服务没有你可用作签署此文件的证书。',
    next: '请选择另一种签署方式。',
  },
  REMOTE_NOT_SUITABLE: {
    title: '此文件不能以这种方式签署',
    text: '签署服务不能签署这种文件，或不能一次签署这么多份文件。',
    next: '请选择另一种签署方式。',
  },
  REMOTE_AUTHORISATION_FAILED: {
    title: '签署服务未有授权',
    text: '签署服务未有授权这次签署。文件并未签署。',
    next: '请再试一次。如再次发生，请选择另一种签署方式。',
  },
  REMOTE_UNAVAILABLE: {
    title: '未能连接签署服务',
    text: '签署服务没有回应，或暂停服务。没有签署获接纳。',
    next: '请于数分钟后再试，或选择另一种签署方式。',
  },
  REMOTE_ANSWER_MALFORMED: {
    title: '签署服务出现故障',
    text: '未能理解签署服务的回应。没有签署获接纳。',
    next: '请再试一次。如再次发生，请选择另一种签署方式。',
  },
  REMOTE_HASH_MISMATCH: {
    title: '所签署的并非此文件',
    text: '签署服务所签署的内容与此文件不符，不获接纳。',
    next: '请以下列代号通知本服务，或选择另一种签署方式。',
  },
  REMOTE_CERTIFICATE_MISMATCH: {
    title: '使用了另一张证书',
    text: '签署服务使用的证书与预期不符，签署不获接纳。',
    next: '请以下列代号通知本服务，或选择另一种签署方式。',
  },
  REMOTE_DOUBLE_HASHED: {
    title: '本服务的设定与签署服务不符',
    text: '两者对签署内容的处理方式不同，签署不能使用。',
    next: '请以下列代号通知本服务，或选择另一种签署方式。',
  },
  REMOTE_SIGNATURE_BROKEN: {
    title: '签署服务的签署不正确',
    text: '签署与此文件或证书不符，不获接纳。',
    next: '请以下列代号通知本服务，或选择另一种签署方式。',
  },
  NOT_A_P12: {
    title: '这不是电子证书档案',
    text: '这是另一类档案。',
    next: '请选择以 .p12（或 .pfx）结尾的档案。',
  },
  WRONG_PIN: {
    title: '密码不正确',
    text: '此密码未能开启档案。',
    next: '请重新输入。请留意大小写，以及数字 0 和字母 O。',
  },
  P12_TOO_LARGE: {
    title: '档案太大，不是电子证书档案',
    text: '电子证书档案只有数千位元组。',
    next: '请选择以 .p12（或 .pfx）结尾的档案。',
  },
  P12_TOO_EXPENSIVE: {
    title: '开启此档案需要过多运算',
    text: '这部装置要很长时间才可开启此档案。核证机关不会发出这样的档案。',
    next: '请选择另一个电子证书档案，或以一般设定重新储存此档案。',
  },
  P12_NO_KEY: {
    title: '档案内没有私人密码匙',
    text: '此档案只有证书，不能用作签署。',
    next: '请选择附有密码的电子证书档案。',
  },
  P12_UNSUPPORTED: {
    title: '不支援此档案的保护方式',
    text: '此档案使用了不常见的方式（{what}）。',
    next: '请选择另一个电子证书档案，或以一般设定重新储存此档案。',
  },
  P12_DAMAGED: {
    title: '档案已损坏',
    text: '此档案看似电子证书档案，但内容已损坏。',
    next: '请选择电子证书档案 USB 内的档案，或另一份副本。',
  },
}
