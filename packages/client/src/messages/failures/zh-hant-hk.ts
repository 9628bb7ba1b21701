import type { LaterFailures } from '../messages.js'

/** 繁體中文. */
export const failuresZhHantHk: LaterFailures = {
  REQUEST_UNKNOWN: {
    title: '找不到這項簽署要求',
    text: '服務網站在此網址沒有簽署要求。',
    next: '請返回服務網站，再按「簽署」。',
  },
  REQUEST_EXPIRED: {
    title: '簽署時限已過',
    text: '簽署要求只在限時內有效。文件並未簽署。',
    next: '請返回服務網站，再按「簽署」。你在該處填寫的資料會保留。',
  },
  REQUEST_ALREADY_USED: {
    title: '此文件早已簽署',
    text: '先前已收到這項要求的簽署。每項要求只接受一個簽署。',
    next: '請返回服務網站查看狀況。如要簽署其他文件，請在該處重新開始。',
  },
  SESSION_MISMATCH: {
    title: '你已登出',
    text: '這項要求屬於另一次登入，或你的登入時限已過。',
    next: '請返回服務網站，登入後再按「簽署」。',
  },
  ORIGIN_MISMATCH: {
    title: '這項要求屬於另一個網站',
    text: '你正在瀏覽的網頁無權要求此簽署。文件並未簽署。',
    next: '請關閉此頁，從服務網站本身的網址進入，並向該服務舉報此頁。',
  },
  TOO_MANY_TRIES: {
    title: '嘗試次數過多',
    text: '這項要求多次嘗試不成功，現已終止。',
    next: '請返回服務網站，再按「簽署」。',
  },
  DOCUMENT_CHANGED: {
    title: '文件與所要求的不符',
    text: '收到的文件與服務網站要求你簽署的不同。文件並未簽署。',
    next: '請返回服務網站，再按「簽署」。如再次發生，請通知該服務。',
  },
  SIGNATURE_MALFORMED: {
    title: '服務網站未能讀取簽署',
    text: '簽署已製作，但服務網站不明白其格式。',
    next: '請將下列代號通知該服務。',
  },
  SIGNATURE_BROKEN: {
    title: '簽署與文件不符',
    text: '資料在途中有所改變，簽署不獲接納。',
    next: '請再試一次。如再次發生，請通知該服務。',
  },
  SIGNER_EXPIRED: {
    title: '你的證書已過期',
    text: '以過期證書作出的簽署不獲接納。',
    next: '請選擇另一張電子證書，或向核證機關為證書續期。',
  },
  SIGNER_NOT_YET_VALID: {
    title: '你的證書尚未生效',
    text: '證書的有效期尚未開始。',
    next: '請選擇另一張電子證書，或待有效期開始後再簽署。',
  },
  SIGNER_REVOKED: {
    title: '你的證書已被撤銷',
    text: '核證機關已撤銷此證書，簽署不獲接納。',
    next: '請選擇另一張電子證書。如你沒有要求撤銷證書，請聯絡核證機關。',
  },
  SIGNER_SUSPENDED: {
    title: '你的證書已暫時吊銷',
    text: '核證機關已暫時吊銷此證書。',
    next: '請選擇另一張電子證書，或聯絡核證機關。',
  },
  SIGNER_NOT_RECOGNISED: {
    title: '此處不認可你的證書',
    text: '此證書並非由這項服務認可的核證機關發出。',
    next: '請選擇由認可核證機關發出的電子證書。',
  },
  SIGNER_SAME_PERSON: {
    title: '須由另一人簽署',
    text: '此文件先前已由你或同名的人簽署。',
    next: '請負責覆核的人以其本人的電子證書簽署。',
  },
  EARLIER_SIGNATURE_FAILED: {
    title: '先前的簽署已不再有效',
    text: '未能再次確認此文件上原有的簽署。',
    next: '請要求有關服務安排重新簽署文件。',
  },
  EARLIER_SIGNATURE_MISMATCH: {
    title: '這不是該文件的簽署',
    text: '你將加簽的並非所顯示文件的有效簽署。現時並未簽署任何內容。',
    next: '請把以下代碼告知服務的營運者。',
  },
  SIGNER_WRONG_PERSON: {
    title: '此證書屬於另一人',
    text: '文件須由文件上指明的人簽署。',
    next: '請選擇該人的電子證書。',
  },
  SIGNER_WRONG_PROFILE: {
    title: '不接納這類證書',
    text: '這項服務要求另一類證書，例如電子證書（個人）。',
    next: '請選擇這項服務接納的證書類別。',
  },
  SIGNER_WRONG_KEY_USAGE: {
    title: '此證書不能用作簽署',
    text: '此證書是為其他用途（例如加密）而發出。',
    next: '請選擇可作數碼簽署的電子證書。',
  },
  ALGORITHM_REFUSED: {
    title: '此證書的密碼匙不夠穩當',
    text: '這項服務不再接納這種密碼匙或其長度。',
    next: '請選擇較新的電子證書，或為證書續期。',
  },
  REVOCATION_UNAVAILABLE: {
    title: '暫時未能核實你的證書',
    text: '這項服務未能查明你的證書有否被撤銷。',
    next: '請數分鐘後再試。',
  },
  REQUEST_BINDING_MISMATCH: {
    title: '簽署屬於另一項要求',
    text: '這項服務未有就此文件接納該簽署。',
    next: '請返回服務網站，再按「簽署」。',
  },
  OTHER_REFUSAL: {
    title: '簽署不獲接納',
    text: '這項服務拒絕了該簽署。',
    next: '請將下列代號通知該服務。',
  },
  NETWORK_GONE: {
    title: '你的簽署尚未送出',
    text: '文件已簽署，但網絡連線中斷。你的簽署保留在此。',
    next: '請勿關閉此視窗。網絡恢復後按「再次傳送」，即會傳送同一個簽署。',
  },
  PORTAL_ANSWER_MALFORMED: {
    title: '服務網站發生故障',
    text: '未能理解服務網站的回覆。',
    next: '請數分鐘後再試。如再次發生，請通知該服務。',
  },
  REQUEST_MALFORMED: {
    title: '簽署要求有誤',
    text: '服務網站發出的要求不符合規格。文件並未簽署。',
    next: '請將下列代號通知該服務。',
  },
  DOCUMENT_TOO_LARGE: {
    title: '文件太大',
    text: '文件大小超出此頁可顯示及簽署的上限。',
    next: '請將下列代號通知該服務。',
  },
  CRYPTO_UNAVAILABLE: {
    title: '此瀏覽器不能在此簽署',
    text: '瀏覽器欠缺所需功能，或網頁並非經安全連線（https）開啟。',
    next: '請以現行版本的瀏覽器經 https 開啟服務網站。',
  },
  WORKER_UNAVAILABLE: {
    title: '此頁未能開啟電子證書檔案',
    text: '負責開啟電子證書檔案的部分未能啟動。',
    next: '請重新載入網頁再試。如再次發生，請通知該服務。',
  },
  FILE_UNREADABLE: {
    title: '未能讀取檔案',
    text: '檔案可能已被移走，或 USB 已被拔出。',
    next: '請重新插入 USB，再選擇檔案。',
  },
  SIGNING_FAILED: {
    title: '簽署不成功',
    text: '此電子證書的密碼匙未能簽署。',
    next: '請再試一次，或選擇另一張電子證書。',
  },
  CLOCK_WRONG: {
    title: '這部裝置的時鐘不正確',
    text: '裝置的日期或時間與服務的時間相差很遠，證書可能因此看似已過期。',
    next: '請校正裝置的日期及時間，然後再試。',
  },
  DIALOG_UNREACHABLE: {
    title: '未能連接簽署視窗',
    text: '提供簽署視窗的網址沒有回應。並無任何文件已簽署。',
    next: '請檢查網絡連線，然後再試。',
  },
  POPUP_BLOCKED: {
    title: '瀏覽器攔截了簽署視窗',
    text: '簽署須在獨立視窗進行，但此瀏覽器不容許此頁開啟視窗。',
    next: '請容許此頁開啟彈出視窗，然後再試。',
  },
  REMOTE_STATE_UNKNOWN: {
    title: '在簽署服務的簽署已經結束',
    text: '可能是時間已過，或你在另一視窗重新開始。文件並未簽署。',
    next: '請再試一次，並只使用一個視窗。',
  },
  REMOTE_SIGNER_UNKNOWN: {
    title: '此處不提供這項簽署服務',
    text: '本服務未有使用該項簽署服務。',
    next: '請選擇另一種簽署方式。',
  },
  REMOTE_BUSY: {
    title: '現時使用人數眾多',
    text: '暫時未能使用簽署服務。',
    next: '請於數分鐘後再試，或選擇另一種簽署方式。',
  },
  REMOTE_CANCELLED: {
    title: '已取消簽署',
    text: '文件並未簽署。',
    next: '請再試一次，或選擇另一種簽署方式。',
  },
  REMOTE_REJECTED: {
    title: '你已拒絕簽署',
    text: '簽署服務表示你已拒絕簽署。文件並未簽署。',
    next: '如屬錯誤操作，請再試一次。',
  },
  REMOTE_TIMEOUT: {
    title: '你未有在限時內回應',
    text: '簽署服務等候你的回應，現已停止。文件並未簽署。',
    next: '請準備好手提電話，然後再試一次。',
  },
  REMOTE_NOT_LOGGED_IN: {
    title: '你尚未以簽署服務登入',
    text: '本服務未有你在該處的帳戶資料。',
    next: '請返回本服務並以該簽署服務登入，或選擇另一種簽署方式。',
  },
  REMOTE_NO_CREDENTIAL: {
    title: '該處沒有可用的證書',
    text: '簽署服務沒有你可用作簽署此文件的證書。',
    next: '請選擇另一種簽署方式。',
  },
  REMOTE_NOT_SUITABLE: {
    title: '此文件不能以這種方式簽署',
    text: '簽署服務不能簽署這種文件，或不能一次簽署這麼多份文件。',
    next: '請選擇另一種簽署方式。',
  },
  REMOTE_AUTHORISATION_FAILED: {
    title: '簽署服務未有授權',
    text: '簽署服務未有授權這次簽署。文件並未簽署。',
    next: '請再試一次。如再次發生，請選擇另一種簽署方式。',
  },
  REMOTE_UNAVAILABLE: {
    title: '未能連接簽署服務',
    text: '簽署服務沒有回應，或暫停服務。沒有簽署獲接納。',
    next: '請於數分鐘後再試，或選擇另一種簽署方式。',
  },
  REMOTE_ANSWER_MALFORMED: {
    title: '簽署服務出現故障',
    text: '未能理解簽署服務的回應。沒有簽署獲接納。',
    next: '請再試一次。如再次發生，請選擇另一種簽署方式。',
  },
  REMOTE_HASH_MISMATCH: {
    title: '所簽署的並非此文件',
    text: '簽署服務所簽署的內容與此文件不符，不獲接納。',
    next: '請以下列代號通知本服務，或選擇另一種簽署方式。',
  },
  REMOTE_CERTIFICATE_MISMATCH: {
    title: '使用了另一張證書',
    text: '簽署服務使用的證書與預期不符，簽署不獲接納。',
    next: '請以下列代號通知本服務，或選擇另一種簽署方式。',
  },
  REMOTE_DOUBLE_HASHED: {
    title: '本服務的設定與簽署服務不符',
    text: '兩者對簽署內容的處理方式不同，簽署不能使用。',
    next: '請以下列代號通知本服務，或選擇另一種簽署方式。',
  },
  REMOTE_SIGNATURE_BROKEN: {
    title: '簽署服務的簽署不正確',
    text: '簽署與此文件或證書不符，不獲接納。',
    next: '請以下列代號通知本服務，或選擇另一種簽署方式。',
  },
  NOT_A_P12: {
    title: '這不是電子證書檔案',
    text: '這是另一類檔案。',
    next: '請選擇以 .p12（或 .pfx）結尾的檔案。',
  },
  WRONG_PIN: {
    title: '密碼不正確',
    text: '此密碼未能開啟檔案。',
    next: '請重新輸入。請留意大小寫，以及數字 0 和字母 O。',
  },
  P12_TOO_LARGE: {
    title: '檔案太大，不是電子證書檔案',
    text: '電子證書檔案只有數千位元組。',
    next: '請選擇以 .p12（或 .pfx）結尾的檔案。',
  },
  P12_TOO_EXPENSIVE: {
    title: '開啟此檔案需要過多運算',
    text: '這部裝置要很長時間才可開啟此檔案。核證機關不會發出這樣的檔案。',
    next: '請選擇另一個電子證書檔案，或以一般設定重新儲存此檔案。',
  },
  P12_NO_KEY: {
    title: '檔案內沒有私人密碼匙',
    text: '此檔案只有證書，不能用作簽署。',
    next: '請選擇附有密碼的電子證書檔案。',
  },
  P12_UNSUPPORTED: {
    title: '不支援此檔案的保護方式',
    text: '此檔案使用了不常見的方式（{what}）。',
    next: '請選擇另一個電子證書檔案，或以一般設定重新儲存此檔案。',
  },
  P12_DAMAGED: {
    title: '檔案已損壞',
    text: '此檔案看似電子證書檔案，但內容已損壞。',
    next: '請選擇電子證書檔案 USB 內的檔案，或另一份副本。',
  },
}
