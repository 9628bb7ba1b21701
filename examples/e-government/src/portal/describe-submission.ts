import { locales, type Locale } from '@chopmark/core'
import { explain, type ValidationReport } from '@chopmark/verify'
