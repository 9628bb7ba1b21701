/** Stands for a reader's own database in the code of the documents. */
import type { Store } from '@chopmark/server'

export declare function openEmptyStore(): Promise<Store>
