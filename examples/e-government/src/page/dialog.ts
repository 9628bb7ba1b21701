import { hostDialog } from '@chopmark/client'
import { certificateKinds, keySources } from './key-sources.js'
import { sandboxRequester } from './sandbox-requester.js'

void hostDialog({
  requester: sandboxRequester,
  keySources: keySources(['file', 'card', 'device']),
  dialog: { certificateKinds },
})
