/** The one script of the dialog's page at its own origin. */
import { csc, ecertFile, hostDialog, iamSmart } from '@chopmark/client'

void hostDialog({ requester: 'not-verified', keySources: [ecertFile(), iamSmart(), csc()] })
